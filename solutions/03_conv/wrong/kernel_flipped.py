"""flips the kernel

You compute the convolution of mathematics. In deep learning "convolution" means
cross-correlation: the kernel is laid on the image as it is. A symmetric kernel hides the difference;
the sign of an edge kernel shows it.

Hint: which pixel of the window does w[o, c, 0, 0] meet?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w[:, :, ::-1, ::-1], axes=((1, 4, 5), (1, 2, 3)))
    y = y.transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
