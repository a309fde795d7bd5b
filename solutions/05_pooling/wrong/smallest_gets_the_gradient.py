"""gives the gradient to the smallest pixel

The gradient goes where the window has its minimum. Only the maximum has been passed on, so only
it can change the loss.

Hint: which pixel of the window did the forward pass keep?
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
            winner = window.reshape(n, c, k_h * k_w).argmin(axis=2)
            row, col = i * s_h + winner // k_w, j * s_w + winner % k_w
            dpadded[images, channels, row, col] += dout[:, :, i, j]
    return dpadded[:, :, p_h : p_h + h, p_w : p_w + w]
