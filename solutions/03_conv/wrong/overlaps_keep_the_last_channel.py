"""keeps the share of the last output channel and window alone

Every output channel reads the same pixels, and so do several windows, so a pixel's gradient is the sum of all their
shares. Yours writes each share over what was there before.

Hint: with ones everywhere and two output channels, how often was a pixel used? What does your dx say there?
"""

import numpy as np


def conv2d_backward(dout, x, w, stride=1, padding=0, dilation=1):
    (p_h, p_w), (s_h, s_w), (d_h, d_w) = _pair(padding), _pair(stride), _pair(dilation)
    height, width = x.shape[2:]
    k_h, k_w = w.shape[2:]
    padded = pad2d(x, padding)
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for i in range(dout.shape[2]):
        rows = slice(i * s_h, i * s_h + d_h * (k_h - 1) + 1, d_h)
        for j in range(dout.shape[3]):
            columns = slice(j * s_w, j * s_w + d_w * (k_w - 1) + 1, d_w)
            dw += np.tensordot(dout[:, :, i, j], padded[:, :, rows, columns], axes=(0, 0))
            for channel, kernel in enumerate(w):
                share = dout[:, channel, i, j]
                dpadded[:, :, rows, columns] = share[:, None, None, None] * kernel
    dx = dpadded[:, :, p_h : p_h + height, p_w : p_w + width]
    return dx, dw, dout.sum(axis=(0, 2, 3))
