"""undoes tanh before the two gradients have met

What comes from the next step is a gradient towards the state, just like what comes from outside.
Both must be added first, and then go through tanh together.

Hint: where in the forward pass does the road fork: before or after tanh?
"""

import numpy as np


def rnn_backward(dh, cache):
    x, h0, h, wx, wh = cache
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dz, back = np.empty_like(h), np.zeros_like(h0)
    for t in reversed(range(h.shape[1])):
        dz[:, t] = dh[:, t] * (1 - h[:, t] ** 2) + back
        back = dz[:, t] @ wh.T
    steps = ([0, 1], [0, 1])
    dwx, dwh = np.tensordot(x, dz, steps), np.tensordot(before, dz, steps)
    return dz @ wx.T, back, dwx, dwh, dz.sum(axis=(0, 1))
