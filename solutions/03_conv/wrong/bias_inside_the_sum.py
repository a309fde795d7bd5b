"""adds the bias to every product of the window

The bias is added once to each output. Inside the sum over the window it counts as often as the
kernel has weights.

Hint: convolve an image of zeros: what comes out?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + w[0].size * b[:, np.newaxis, np.newaxis]
