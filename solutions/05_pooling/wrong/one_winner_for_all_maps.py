"""looks for the winner in the first image and channel only

The place of the maximum in the first map is used for all others. Every channel of every image has
winners of its own.

Hint: how many winners has one window position in a batch of N images with C channels?
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
            winner = np.full((n, c), window[0, 0].argmax())
            row, col = i * s_h + winner // k_w, j * s_w + winner % k_w
            dpadded[images, channels, row, col] += dout[:, :, i, j]
    return dpadded[:, :, p_h : p_h + h, p_w : p_w + w]
