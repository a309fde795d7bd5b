"""uses the vertical stride for both axes

The stride may be a pair, and the second number moves the window to the right. Here the first one
does both.

Hint: how wide is your result for stride (1, 2), and how high?
"""

import numpy as np


def max_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    stride = stride[0], stride[0]
    return _windows(_pad(x, padding, -np.inf), window, stride).max(axis=(-2, -1))


def avg_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    stride = stride[0], stride[0]
    return _windows(_pad(x, padding, 0.0), window, stride).mean(axis=(-2, -1))
