"""swaps height and width of the result

The layout is (N, C, H, W): the row comes before the column. In your result they have changed
places, which a square image shows only by its values.

Hint: use an image of 4 rows and 7 columns and compare the shape.
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 2, 1)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
