"""turns float32 into float64

The values are right, but the result has another dtype than the input. A buffer made by np.zeros
without a dtype is float64, and so is everything calculated with it; a network would need twice
the memory.

Hint: where do you create an array without saying its dtype?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.zeros((x.shape[0], w.shape[0], *windows.shape[2:4]))
    y += np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
