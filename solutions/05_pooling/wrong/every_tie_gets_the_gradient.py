"""gives the whole gradient to every tied maximum

A comparison such as `window == window.max()` is true for all pixels that are equally large, and
each of them then receives the full gradient. The total grows: more gradient comes out than went
in. After a ReLU, whole windows of zeros are equal, so it happens all the time.

Hint: How many winners may a window have, and which of several equals is ours?
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    padded = _pad(x, padding, -np.inf)
    dx = np.zeros_like(padded)
    for n, c, i, j in np.ndindex(dout.shape):
        r, q = i * stride[0], j * stride[1]
        cell = padded[n, c, r : r + window[0], q : q + window[1]]
        dx[n, c, r : r + window[0], q : q + window[1]] += (cell == cell.max()) * dout[n, c, i, j]
    h, w = x.shape[2:]
    return dx[:, :, padding[0] : padding[0] + h, padding[1] : padding[1] + w]
