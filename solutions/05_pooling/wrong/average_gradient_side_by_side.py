"""sends the gradient of a mean back to windows side by side

Each window is taken to begin where the one before it ends, whatever the stride. With another
stride the gradient ends up at other pixels than those that were averaged.

Hint: where does the second window begin for a window of 3 and a stride of 2?
"""

import numpy as np


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = _geometry(k, s, p)
    n, c, h, w = x_shape
    share = dout / (k_h * k_w)
    dpadded = np.zeros((n, c, h + 2 * p_h, w + 2 * p_w), dtype=dout.dtype)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, cols = slice(i * k_h, i * k_h + k_h), slice(j * k_w, j * k_w + k_w)
            dpadded[:, :, rows, cols] += share[:, :, i : i + 1, j : j + 1]
    return dpadded[:, :, p_h : p_h + h, p_w : p_w + w]
