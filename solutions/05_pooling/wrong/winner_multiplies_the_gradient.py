"""multiplies the gradient by the winning value

The winner gets the gradient times its own value. A maximum grows by just as much as its winner
does: the slope is 1, however large the winner.

Hint: when the winner 5 becomes 5.1, by how much does the maximum grow?
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = _geometry(k, s, p)
    n, c, h, w = x.shape
    padded = _pad(x, (p_h, p_w), -np.inf)
    dpadded = np.zeros_like(padded)
    images, channels = np.indices((n, c))
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            window = padded[:, :, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
            winner = window.reshape(n, c, k_h * k_w).argmax(axis=2)
            row, col = i * s_h + winner // k_w, j * s_w + winner % k_w
            dpadded[images, channels, row, col] += dout[:, :, i, j] * window.max(axis=(2, 3))
    return dpadded[:, :, p_h : p_h + h, p_w : p_w + w]
