"""divides the gradient by the side of the window instead of its area

Each of the kH times kW pixels has that small a share in the mean. With a window of 2x2 the
gradient is divided by four.

Hint: add up what the pixels of one window get. Is it the gradient of the window?
"""

import numpy as np


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = _geometry(k, s, p)
    n, c, h, w = x_shape
    share = dout / k_h
    dpadded = np.zeros((n, c, h + 2 * p_h, w + 2 * p_w), dtype=dout.dtype)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, cols = slice(i * s_h, i * s_h + k_h), slice(j * s_w, j * s_w + k_w)
            dpadded[:, :, rows, cols] += share[:, :, i : i + 1, j : j + 1]
    return dpadded[:, :, p_h : p_h + h, p_w : p_w + w]
