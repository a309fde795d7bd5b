"""gives every tie the gradient where windows tile the image

Windows that do not overlap were cut by a reshape, and the winners found by comparing with the
maximum: all equal maxima win. After a ReLU many windows hold nothing but zeros, and each of them
then passes its gradient on several times.

Hint: let a window hold four zeros. How much of the gradient should arrive?
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    padded = _pad(x, padding, -np.inf)
    height, width = padded.shape[2:]
    tiles = window == stride and height % window[0] == 0 and width % window[1] == 0
    if tiles and window[0] == window[1]:
        largest = _windows(padded, window, stride).max(axis=(-2, -1))
        spread = np.ones((1, 1, *window))
        dpadded = (padded == np.kron(largest, spread)) * np.kron(dout, spread)
    else:
        dpadded = np.zeros_like(padded)
        for n, c, i, j in np.ndindex(dout.shape):
            top, left = i * stride[0], j * stride[1]
            part = padded[n, c, top : top + window[0], left : left + window[1]]
            u, v = np.unravel_index(part.argmax(), part.shape)
            dpadded[n, c, top + u, left + v] += dout[n, c, i, j]
    rows, columns = padding
    return dpadded[:, :, rows : rows + x.shape[2], columns : columns + x.shape[3]]
