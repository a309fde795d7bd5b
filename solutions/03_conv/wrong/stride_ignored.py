"""moves the window by one pixel whatever the stride

The stride says how far apart the windows stand. Your windows stand at every pixel, so the result
is too large.

Hint: output (i, j) comes from the window that starts at which row and column?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], 1, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
