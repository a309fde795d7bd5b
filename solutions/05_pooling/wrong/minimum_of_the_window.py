"""takes the smallest value of each window

The window answers with its minimum. Max pooling keeps what was found most clearly anywhere in the
window.

Hint: what should the window 1, 5, 3, 2 give?
"""

import numpy as np


def max_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    return _windows(_pad(x, padding, -np.inf), window, stride).min(axis=(-2, -1))
