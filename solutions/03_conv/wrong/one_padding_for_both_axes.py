"""uses the vertical padding for both axes

The padding may be a pair, and the second number is for the columns. Here the rows' number serves
for both, so the width of the result is wrong when they differ.

Hint: how wide is an image of width 5 after padding (0, 1)?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, _pair(padding)[0], dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
