"""lays the windows side by side whatever the stride

The size of the result follows the stride, but each window begins where the one before it ends.
With overlapping windows the last ones then lie outside of the image.

Hint: where does the second window begin for a window of 3 and a stride of 2?
"""

import numpy as np


def max_pool2d(x, k, s=None, p=0):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = _geometry(k, s, p)
    padded = _pad(x, (p_h, p_w), -np.inf)
    h_out, w_out = (padded.shape[2] - k_h) // s_h + 1, (padded.shape[3] - k_w) // s_w + 1
    y = np.zeros((*x.shape[:2], h_out, w_out), dtype=x.dtype)
    for i in range(h_out):
        for j in range(w_out):
            window = padded[:, :, i * k_h : i * k_h + k_h, j * k_w : j * k_w + k_w]
            y[:, :, i, j] = window.max(axis=(2, 3))
    return y


def avg_pool2d(x, k, s=None, p=0):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = _geometry(k, s, p)
    padded = _pad(x, (p_h, p_w), 0.0)
    h_out, w_out = (padded.shape[2] - k_h) // s_h + 1, (padded.shape[3] - k_w) // s_w + 1
    y = np.zeros((*x.shape[:2], h_out, w_out), dtype=x.dtype)
    for i in range(h_out):
        for j in range(w_out):
            window = padded[:, :, i * k_h : i * k_h + k_h, j * k_w : j * k_w + k_w]
            y[:, :, i, j] = window.mean(axis=(2, 3))
    return y
