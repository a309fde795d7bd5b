"""averages the error over all entries

One wrong entry among ten thousand right ones gives a tiny mean. A bug often touches a single
row or a single corner, so the worst entry is the one to report.

Hint: of many errors, which one should decide?
"""

import numpy as np


def gradient_check(f, x, grad, h=1e-5):
    errors = []
    for index in np.ndindex(x.shape):
        right, left = x.copy(), x.copy()
        right[index] += h
        left[index] -= h
        numeric = (f(right) - f(left)) / (2 * h)
        scale = max(abs(grad[index]) + abs(numeric), 1e-8)
        errors.append(abs(grad[index] - numeric) / scale)
    return float(np.mean(errors))
