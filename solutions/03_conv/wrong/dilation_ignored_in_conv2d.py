"""ignores the dilation in conv2d

Your kernel reads neighbouring pixels. A dilated kernel leaves gaps between the pixels it reads,
and because it reaches further its result is smaller.

Hint: which row of the window does kernel row u fall on when d = 2?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, 1)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
