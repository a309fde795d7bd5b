"""adds the bias once for every input channel

The kernels of a filter are summed over the input channels first, and the bias is added to that
sum once. If it is added inside the loop over channels, it counts several times.

Hint: set all weights to zero. What should come out?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    return y if b is None else y + x.shape[1] * b[:, np.newaxis, np.newaxis]
