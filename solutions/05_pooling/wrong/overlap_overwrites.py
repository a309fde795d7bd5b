"""overlapping windows overwrite each other's gradient

The gradient of each window is assigned, so the window that comes last wins and the others are
forgotten. A pixel that sits in several windows influences all of them, and the chain rule adds
the influences up. With windows that do not overlap the mistake stays hidden.

Hint: What should happen when you write to a cell of dx that holds something already? Note that
`dx[index] += v` with arrays of indices counts a repeated index only once.
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    padded = _pad(x, padding, -np.inf)
    dx = np.zeros_like(padded)
    for n, c, i, j in np.ndindex(dout.shape):
        r, q = i * stride[0], j * stride[1]
        cell = padded[n, c, r : r + window[0], q : q + window[1]]
        a, b = np.unravel_index(cell.argmax(), cell.shape)
        dx[n, c, r + a, q + b] = dout[n, c, i, j]
    h, w = x.shape[2:]
    return dx[:, :, padding[0] : padding[0] + h, padding[1] : padding[1] + w]


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    dx = _pad(np.zeros(x_shape, dtype=dout.dtype), padding, 0.0)
    for i, j in np.ndindex(dout.shape[2:]):
        r, q = i * stride[0], j * stride[1]
        share = dout[:, :, i, j] / (window[0] * window[1])
        dx[:, :, r : r + window[0], q : q + window[1]] = share[:, :, None, None]
    h, w = x_shape[2:]
    return dx[:, :, padding[0] : padding[0] + h, padding[1] : padding[1] + w]
