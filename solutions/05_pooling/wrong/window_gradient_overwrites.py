"""clears the window before it writes the winner's gradient

For each window a small mask of zeros with a single one is made and assigned to the whole window
of dx. That also wipes out what earlier windows left in the pixels they share with this one.

Hint: May a window ever change the gradient of a pixel that lost in it?
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    padded = _pad(x, padding, -np.inf)
    dx = np.zeros_like(padded)
    for n, c, i, j in np.ndindex(dout.shape):
        r, q = i * stride[0], j * stride[1]
        cell = padded[n, c, r : r + window[0], q : q + window[1]]
        mask = np.zeros(cell.size, dtype=dx.dtype)
        mask[cell.argmax()] = dout[n, c, i, j]
        dx[n, c, r : r + window[0], q : q + window[1]] = mask.reshape(cell.shape)
    h, w = x.shape[2:]
    return dx[:, :, padding[0] : padding[0] + h, padding[1] : padding[1] + w]
