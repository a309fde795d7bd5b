"""takes the difference on one side only

(f(x + h) - f(x)) / h is off by an amount that grows with h. The difference over both sides
is off by an amount that grows with the square of h, which is far smaller.

Hint: step to the left as well. How far apart are the two points then?
"""

import numpy as np


def gradient_check(f, x, grad, h=1e-5):
    numeric = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        right = x.copy()
        right[index] += h
        numeric[index] = (f(right) - f(x)) / h
    scale = np.maximum(np.abs(grad) + np.abs(numeric), 1e-8)
    return float(np.max(np.abs(grad - numeric) / scale))
