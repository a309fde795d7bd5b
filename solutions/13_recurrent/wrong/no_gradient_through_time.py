"""lets no gradient go from a state to the one before

Each step is treated as if it stood alone. But a state acts on the loss in two ways: directly, and
through all states that come after it.

Hint: two arrows leave every state in the drawing. How many come back?
"""

import numpy as np


def rnn_backward(dh, cache):
    x, h0, h, wx, wh = cache
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dz, back = np.empty_like(h), np.zeros_like(h0)
    for t in reversed(range(h.shape[1])):
        dz[:, t] = dh[:, t] * (1 - h[:, t] ** 2)
        back = dz[:, t] @ wh.T
    steps = ([0, 1], [0, 1])
    dwx, dwh = np.tensordot(x, dz, steps), np.tensordot(before, dz, steps)
    return dz @ wx.T, back, dwx, dwh, dz.sum(axis=(0, 1))
