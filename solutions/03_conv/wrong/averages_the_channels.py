"""averages over the input channels

The products of all the channels are added, not averaged. With one channel there is no difference;
with three your results are a third of the right ones.

Hint: an image of ones with 3 channels and a 3x3 kernel of ones gives 27, not 9. Is a division
hiding somewhere?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    y = y / x.dtype.type(x.shape[1])
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
