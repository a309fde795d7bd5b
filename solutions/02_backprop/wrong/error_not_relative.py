"""reports the absolute error of the gradient

A difference of 0.001 is nothing beside a gradient of 1000, and everything beside a gradient
of 0.0001. Without dividing by the size of the gradients, small wrong gradients pass and
large right ones fail.

Hint: multiply f by 1000. Should the verdict about its gradient change?
"""

import numpy as np


def gradient_check(f, x, grad, h=1e-5):
    numeric = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        right, left = x.copy(), x.copy()
        right[index] += h
        left[index] -= h
        numeric[index] = (f(right) - f(left)) / (2 * h)
    return float(np.max(np.abs(grad - numeric)))
