"""gives every pixel of a window the full gradient of the mean

Each pixel of an averaged window gets the whole gradient, as if the window had been summed. A
mean divides by the number of its pixels, and so does its gradient.

Hint: If one of four numbers grows by 1, by how much does their mean grow?
"""

import numpy as np

_shared, _shared_global = avg_pool2d_backward, global_avg_pool2d_backward


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    return _shared(dout, x_shape, k, s, p) * (_pair(k)[0] * _pair(k)[1])


def global_avg_pool2d_backward(dout, x_shape):
    return np.broadcast_to(dout[:, :, None, None], x_shape).copy()
