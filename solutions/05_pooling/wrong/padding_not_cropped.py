"""returns the gradient of the padded image

The result is as large as the image with its frame. Nobody asked for the gradient of the frame:
the caller wants one number for each pixel that was passed in.

Hint: Compare the shape of your dx with the shape of x.
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
        dx[n, c, r + a, q + b] += dout[n, c, i, j]
    return dx


def avg_pool2d_backward(dout, x_shape, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    dx = _pad(np.zeros(x_shape, dtype=dout.dtype), padding, 0.0)
    for i, j in np.ndindex(dout.shape[2:]):
        r, q = i * stride[0], j * stride[1]
        share = dout[:, :, i, j] / (window[0] * window[1])
        dx[:, :, r : r + window[0], q : q + window[1]] += share[:, :, None, None]
    return dx
