"""adds the biases along the width

y + b lines b up with the last axis, the columns, while the filters are the second axis. Unless
the result happens to be as wide as there are filters, NumPy refuses.

Hint: which shape must b have so that its entries run along axis 1 of (N, C_out, H, W)?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b
