"""moves all elements at once in the gradient check

The difference is taken with every element shifted, which gives the sum of all slopes. Each
element has a slope of its own, so each must be moved alone.

Hint: how often must f be called for three elements?
"""

import numpy as np


def gradient_check(f, x, grad, h=1e-5):
    slope = (f(x + h) - f(x - h)) / (2 * h)
    numeric = np.full(x.shape, slope)
    scale = np.maximum(np.abs(grad) + np.abs(numeric), 1e-8)
    return float(np.max(np.abs(grad - numeric) / scale))
