"""splits the index of the winner by the height of the window

In a window of k_h times k_w numbers, counted row by row, number i lies in row i // k_w and
column i % k_w. With the height this is right for square windows only.

Hint: where is number 3 in a window of 2 rows and 3 columns?
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = _geometry(k, s, p)
    padded = _pad(x, (p_h, p_w), -np.inf)
    dpadded = np.zeros_like(padded)
    for n, c, i, j in np.ndindex(dout.shape):
        winner = padded[n, c, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w].argmax()
        row = min(i * s_h + winner // k_h, padded.shape[2] - 1)
        column = min(j * s_w + winner % k_h, padded.shape[3] - 1)
        dpadded[n, c, row, column] += dout[n, c, i, j]
    return dpadded[:, :, p_h : p_h + x.shape[2], p_w : p_w + x.shape[3]]
