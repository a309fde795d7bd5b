"""writes into the gradient that it was given

What comes back from the next step is added into dh itself. The caller's array is changed, and a
second call with it gives something else.

Hint: give the sum of the two a name of its own.
"""

import numpy as np


def rnn_backward(dh, cache):
    x, h0, h, wx, wh = cache
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dz, back = np.empty_like(h), np.zeros_like(h0)
    for t in reversed(range(h.shape[1])):
        dz[:, t] = dh[:, t] * (1 - h[:, t] ** 2)
        back = dz[:, t] @ wh.T
        if t:
            dh[:, t - 1] += back
    steps = ([0, 1], [0, 1])
    dwx, dwh = np.tensordot(x, dz, steps), np.tensordot(before, dz, steps)
    return dz @ wx.T, back, dwx, dwh, dz.sum(axis=(0, 1))
