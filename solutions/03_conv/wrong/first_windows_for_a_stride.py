"""takes the first windows side by side

The output has the size that the stride asks for, but the windows slide by 1: it is the upper
left part of the dense result. Window i starts at i times the stride.

Hint: mark the window of the second output.
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    y = np.tensordot(
        _windows(x, w.shape[2:], 1, padding, dilation), w, axes=((1, 4, 5), (1, 2, 3))
    ).transpose(0, 3, 1, 2)
    s_h, s_w = _pair(stride)
    y = y[:, :, : -(-y.shape[2] // s_h), : -(-y.shape[3] // s_w)]
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
