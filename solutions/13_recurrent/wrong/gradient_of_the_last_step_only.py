"""uses the gradient of the last state only

A gradient may arrive at EVERY hidden state: a model of characters has a loss after each one. Here
only the one at the end is used, and it is carried back.

Hint: where in the loop does dh[:, t] come in?
"""

import numpy as np


def rnn_backward(dh, cache):
    x, h0, h, wx, wh = cache
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dz, back = np.empty_like(h), np.zeros_like(h0)
    for t in reversed(range(h.shape[1])):
        outside = dh[:, t] if t == h.shape[1] - 1 else 0
        dz[:, t] = (outside + back) * (1 - h[:, t] ** 2)
        back = dz[:, t] @ wh.T
    steps = ([0, 1], [0, 1])
    dwx, dwh = np.tensordot(x, dz, steps), np.tensordot(before, dz, steps)
    return dz @ wx.T, back, dwx, dwh, dz.sum(axis=(0, 1))
