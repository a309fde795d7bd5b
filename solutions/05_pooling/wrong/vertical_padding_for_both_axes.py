"""uses the vertical padding for both axes

The padding may be a pair, and the second number is for the columns. Here the rows' number serves
for both.

Hint: how wide is an image of width 5 after a padding of (0, 1)?
"""

import numpy as np


def max_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    padding = padding[0], padding[0]
    return _windows(_pad(x, padding, -np.inf), window, stride).max(axis=(-2, -1))


def avg_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    padding = padding[0], padding[0]
    return _windows(_pad(x, padding, 0.0), window, stride).mean(axis=(-2, -1))
