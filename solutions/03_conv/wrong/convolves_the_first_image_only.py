"""answers for the first image of the batch only

The result of the first image is given to all of the batch. Each image has to be looked at, with
the same filters.

Hint: put two different images in one batch. Are your two results different?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(np.repeat(x[:1], len(x), axis=0), w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
