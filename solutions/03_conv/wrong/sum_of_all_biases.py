"""adds the sum of all biases to every filter

Each filter has one bias of its own. Their sum is the same number for all of them; with a single
filter there is no difference.

Hint: set all weights to zero. Which numbers should the channels of the result hold?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b.sum()
