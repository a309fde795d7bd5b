"""swaps the rows and columns of the kernel

The row of the kernel goes with the row of the image. In your result weight (u, v) meets the pixel
that belongs to (v, u). Kernels that equal their own transpose do not show it.

Hint: use a kernel of 1 row and 3 columns. In which direction should it look?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    turned = w.transpose(0, 1, 3, 2)
    windows = _windows(x, turned.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, turned, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
