"""gives the whole gradient to one pixel

All pixels of a channel went into the mean, so each of them gets a share of the gradient.

Hint: which pixels change the mean?
"""

import numpy as np


def global_avg_pool2d_backward(dout, x_shape):
    dx = np.zeros(x_shape, dtype=dout.dtype)
    dx[:, :, 0, 0] = dout
    return dx
