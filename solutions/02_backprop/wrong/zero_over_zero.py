"""divides 0 by 0 when both gradients are 0

The relative error of two zeros is 0 / 0, and NumPy answers nan. No comparison with nan is
ever true, so the check neither passes nor fails. Zero gradients are common: think of a unit
that ReLU switched off.

Hint: what smallest number could stand below the line without disturbing anything else?
"""

import numpy as np


def gradient_check(f, x, grad, h=1e-5):
    numeric = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        right, left = x.copy(), x.copy()
        right[index] += h
        left[index] -= h
        numeric[index] = (f(right) - f(left)) / (2 * h)
    return float(np.max(np.abs(grad - numeric) / (np.abs(grad) + np.abs(numeric))))
