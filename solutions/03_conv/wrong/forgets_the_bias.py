"""does not add the bias

The sums of products are right, but the bias never arrives in the result. It is one number per
output channel and shifts that whole channel.

Hint: is the argument b used anywhere in your function?
"""

import numpy as np


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    windows = _windows(x, w.shape[2:], stride, padding, dilation)
    return np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
