"""takes one maximum over all channels and gives it to each

Each channel shows another feature and is pooled for itself. Here the largest value of any channel
wins for all of them, so every channel of the result is the same.

Hint: pool an image with a channel of zeros and one of ones. What should the two channels be
afterwards?
"""

import numpy as np


def max_pool2d(x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    return (
        _windows(_pad(x, padding, -np.inf), window, stride)
        .max(axis=(1, -2, -1))[:, None]
        .repeat(x.shape[1], 1)
    )
