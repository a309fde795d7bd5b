"""gives the gradient of a mean to one pixel of the window

The whole gradient goes to the upper left pixel, as if the forward pass had only looked there.
Every pixel of the window had a share in the mean.

Hint: which pixels change the mean of a window?
"""

import numpy as np


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = _geometry(k, s, p)
    n, c, h, w = x_shape
    share = dout
    dpadded = np.zeros((n, c, h + 2 * p_h, w + 2 * p_w), dtype=dout.dtype)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dpadded[:, :, i * s_h, j * s_w] += share[:, :, i, j]
    return dpadded[:, :, p_h : p_h + h, p_w : p_w + w]
