"""cuts the gradient from the upper left corner of the frame

The shape is right, but the frame above and on the left is still there, and that much of the image
is missing on the other sides.

Hint: where in the padded image is the image's first pixel?
"""

import numpy as np


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = _geometry(k, s, p)
    n, c, h, w = x_shape
    share = dout / (k_h * k_w)
    dpadded = np.zeros((n, c, h + 2 * p_h, w + 2 * p_w), dtype=dout.dtype)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, cols = slice(i * s_h, i * s_h + k_h), slice(j * s_w, j * s_w + k_w)
            dpadded[:, :, rows, cols] += share[:, :, i : i + 1, j : j + 1]
    return dpadded[:, :, :h, :w]


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
            dpadded[images, channels, row, col] += dout[:, :, i, j]
    return dpadded[:, :, :h, :w]
