"""splits the gradient evenly among tied maxima

Equal maxima each get a part, and the total is right. It is a legitimate choice at a kink, and
some libraries make it; ours, like PyTorch's, gives everything to one pixel.

Hint: The convention in the docstring names one winner among equals. Which one?
"""

import numpy as np


def max_pool2d_backward(dout, x, k, s=None, p=0):
    window, stride, padding = _geometry(k, s, p)
    padded = _pad(x, padding, -np.inf)
    dx = np.zeros_like(padded)
    for n, c, i, j in np.ndindex(dout.shape):
        r, q = i * stride[0], j * stride[1]
        cell = padded[n, c, r : r + window[0], q : q + window[1]]
        winners = (cell == cell.max()).astype(dx.dtype)
        dx[n, c, r : r + window[0], q : q + window[1]] += winners / winners.sum() * dout[n, c, i, j]
    h, w = x.shape[2:]
    return dx[:, :, padding[0] : padding[0] + h, padding[1] : padding[1] + w]
