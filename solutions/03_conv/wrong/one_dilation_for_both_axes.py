"""uses the vertical dilation for both axes

The dilation may be a pair. Here its first number spreads the kernel's columns as well as its rows.

Hint: which pixels of a row does a kernel see with dilation (2, 1)?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, _pair(dilation)[0])
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
