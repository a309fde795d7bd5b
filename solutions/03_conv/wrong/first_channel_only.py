"""looks at the first input channel only

A filter is as deep as its input. The products of all channels belong to one sum; you use those of
the first channel and lose the others, as if a colour picture were only red.

Hint: an image of ones with 3 channels and a 3x3 kernel of ones gives 27, not 9.
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x[:, :1], w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w[:, :1], axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
