"""forgets the last step back to h0

The gradient has come back through tanh of the first step, but h0 stands one product further: it
was multiplied by wh.

Hint: what stands between h0 and tanh of the first step?
"""

import numpy as np


def rnn_backward(dh, cache):
    x, h0, h, wx, wh = cache
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dz, back = np.empty_like(h), np.zeros_like(h0)
    for t in reversed(range(h.shape[1])):
        dz[:, t] = (dh[:, t] + back) * (1 - h[:, t] ** 2)
        back = dz[:, t] @ wh.T
    steps = ([0, 1], [0, 1])
    dwx, dwh = np.tensordot(x, dz, steps), np.tensordot(before, dz, steps)
    return dz @ wx.T, dz[:, 0].copy(), dwx, dwh, dz.sum(axis=(0, 1))
