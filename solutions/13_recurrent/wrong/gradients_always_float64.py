"""returns float64 for float32 sequences

An array made without a dtype is float64, and everything that is added to it becomes float64, too:
twice the memory, and a dtype that nobody asked for.

Hint: np.zeros_like knows the dtype that you want.
"""

import numpy as np


def rnn_backward(dh, cache):
    x, h0, h, wx, wh = cache
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dz, back = np.zeros(h.shape), np.zeros(h0.shape)
    for t in reversed(range(h.shape[1])):
        dz[:, t] = (dh[:, t] + back) * (1 - h[:, t] ** 2)
        back = dz[:, t] @ wh.T
    steps = ([0, 1], [0, 1])
    dwx, dwh = np.tensordot(x, dz, steps), np.tensordot(before, dz, steps)
    return dz @ wx.T, back, dwx, dwh, dz.sum(axis=(0, 1))
