"""looks for the largest magnitude

The pixel furthest from zero wins, so -5 beats 3. A maximum respects the sign: the strongest
response of a filter is the most positive one.

Hint: Which is larger, -5 or 3? Which of them does your code keep?
"""

import numpy as np


def max_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    windows = _windows(_pad(x, padding, 0.0), window, stride)
    flat = windows.reshape(*windows.shape[:4], -1) if windows.size else windows[..., 0]
    winner = np.abs(flat).argmax(axis=-1)[..., None]
    return np.take_along_axis(flat, winner, axis=-1)[..., 0]
