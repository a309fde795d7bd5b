"""uses the vertical stride for both axes

A stride may be a pair whose numbers differ. The window then moves by one number of rows and
another number of columns; yours moves by the first number in both directions.

Hint: with stride (2, 1) the height is about halved and the width is not.
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], _pair(stride)[0], padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
