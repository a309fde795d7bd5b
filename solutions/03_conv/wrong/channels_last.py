"""puts the output channels last

Your result is laid out as (N, H, W, C). Here the channels stand right behind the batch, before
height and width. Some libraries use the other layout, but they must not be mixed.

Hint: which axis of the result should have as many entries as there are filters?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3)))
    return y if b is None else y + b
