"""turns float32 into float64

A buffer made without a dtype is float64, and the result inherits it. The values are right, yet
the array takes twice the memory, and the next layer gets a dtype it did not expect.

Hint: Which of your arrays is made from scratch, and with which dtype?
"""

import numpy as np

_avg, _max_backward, _avg_backward = avg_pool2d, max_pool2d_backward, avg_pool2d_backward


def avg_pool2d(x, k, s=None, p=0):
    return _avg(x, k, s, p).astype(np.float64)


def max_pool2d_backward(dout, x, k, s=None, p=0):
    return _max_backward(dout, x, k, s, p).astype(np.float64)


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    return _avg_backward(dout, x_shape, k, s, p).astype(np.float64)
