"""sends the gradient of a mean back as if the stride were 1

The windows are counted on, but each is taken to begin one pixel after the last. The forward pass
moved them by the stride.

Hint: which pixels did the second window cover?
"""

import numpy as np


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = _geometry(k, s, p)
    n, c, h, w = x_shape
    share = dout / (k_h * k_w)
    dpadded = np.zeros((n, c, h + 2 * p_h, w + 2 * p_w), dtype=dout.dtype)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, cols = slice(i, i + k_h), slice(j, j + k_w)
            dpadded[:, :, rows, cols] += share[:, :, i : i + 1, j : j + 1]
    return dpadded[:, :, p_h : p_h + h, p_w : p_w + w]
