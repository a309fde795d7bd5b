"""averages over the real pixels only

At the border the sum is divided by the number of real pixels of the window. That is a sound
rule, but another one than ours: here the padded zeros count, so the sum of a window is always
divided by the same number.

Hint: Look at the module's conventions for the padding of an average.
"""

import numpy as np

_counting, _counting_backward = avg_pool2d, avg_pool2d_backward


def _share_of_real_pixels(shape, k, s, p):
    return _counting(np.ones((1, 1, *shape[2:])), k, s, p)


def avg_pool2d(x, k, s=None, p=0):
    real = _share_of_real_pixels(x.shape, k, s, p)
    return (_counting(x, k, s, p) / real).astype(x.dtype)


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    real = _share_of_real_pixels(x_shape, k, s, p)
    return _counting_backward((dout / real).astype(dout.dtype), x_shape, k, s, p)
