"""looks for the first tied maximum column by column

Among equal maxima the window is searched down the first column, then down the second. Row-major
order is the other way of reading: along the first row, then along the second, as you read a page.

Hint: In which order does your search visit the pixels of a window?
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    padded = _pad(x, padding, -np.inf)
    dx = np.zeros_like(padded)
    for n, c, i, j in np.ndindex(dout.shape):
        r, q = i * stride[0], j * stride[1]
        cell = padded[n, c, r : r + window[0], q : q + window[1]]
        b, a = np.unravel_index(cell.T.argmax(), cell.T.shape)
        dx[n, c, r + a, q + b] += dout[n, c, i, j]
    h, w = x.shape[2:]
    return dx[:, :, padding[0] : padding[0] + h, padding[1] : padding[1] + w]
