"""averages the weights' gradients over the batch

The layer does not know about the loss. If the loss is a mean, dh contains the 1/N already, and
dividing again makes the gradient too small.

Hint: how often is the mean taken, and where?
"""

import numpy as np


def rnn_backward(dh, cache):
    x, h0, h, wx, wh = cache
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dz, back = np.empty_like(h), np.zeros_like(h0)
    for t in reversed(range(h.shape[1])):
        dz[:, t] = (dh[:, t] + back) * (1 - h[:, t] ** 2)
        back = dz[:, t] @ wh.T
    steps, n = ([0, 1], [0, 1]), len(x)
    dwx, dwh = np.tensordot(x, dz, steps) / n, np.tensordot(before, dz, steps) / n
    return dz @ wx.T, back, dwx, dwh, dz.sum(axis=(0, 1)) / n
