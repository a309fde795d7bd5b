"""compares the lengths of whole gradients

The norm of the difference is divided by the norms of the gradients. One wrong element among a
hundred right ones nearly vanishes in that, and one that is tiny vanishes altogether: the largest
error of any element is asked.

Hint: a gradient of (1000, 0.001) has a wrong sign in its second element. What do you report?
"""

import numpy as np


def gradient_check(f, x, grad, h=1e-5):
    numeric = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        right, left = x.copy(), x.copy()
        right[index] += h
        left[index] -= h
        numeric[index] = (f(right) - f(left)) / (2 * h)
    scale = max(np.linalg.norm(grad) + np.linalg.norm(numeric), 1e-8)
    return float(np.linalg.norm(grad - numeric) / scale)
