"""uses the horizontal stride for both axes

A stride may be a pair, (vertical, horizontal). The second number moves the window down as well,
so with (1, 2) every other row is left out.

Hint: how many rows has your result for stride (1, 2)?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], _pair(stride)[1], padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
