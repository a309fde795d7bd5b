"""adds the bias after the activation

Negative sums were cut to zero, and the bias came on top. A convolution has no activation of its
own: that is a separate layer. And the bias belongs before it, because it decides from which sum
on the unit fires.

Hint: conv2d is linear without its bias. What does a sum of -3 with a bias of 1 give?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    y = np.maximum(y, 0)
    return y if b is None else y + b[:, np.newaxis, np.newaxis]
