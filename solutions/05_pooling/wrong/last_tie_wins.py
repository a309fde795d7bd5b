"""gives the gradient to the last of several tied maxima

A comparison with `>=` lets a later pixel replace an earlier one of the same value, so the last
of the equals ends up as the winner. The convention of this module is the opposite.

Hint: When a new pixel equals the best one so far, should the best one change?
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    padded = _pad(x, padding, -np.inf)
    dx = np.zeros_like(padded)
    for n, c, i, j in np.ndindex(dout.shape):
        r, q = i * stride[0], j * stride[1]
        cell = padded[n, c, r : r + window[0], q : q + window[1]]
        last = cell.size - 1 - cell.ravel()[::-1].argmax()
        a, b = np.unravel_index(last, cell.shape)
        dx[n, c, r + a, q + b] += dout[n, c, i, j]
    h, w = x.shape[2:]
    return dx[:, :, padding[0] : padding[0] + h, padding[1] : padding[1] + w]
