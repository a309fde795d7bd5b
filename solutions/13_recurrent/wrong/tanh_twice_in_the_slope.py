"""takes tanh of the state once more

The hidden state is what tanh returned. Its slope is 1 - h², not 1 - tanh(h)².

Hint: at h = 0.9, the curve of tanh is nearly flat. Is your slope near 0.19 or near 0.49?
"""

import numpy as np


def rnn_backward(dh, cache):
    x, h0, h, wx, wh = cache
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dz, back = np.empty_like(h), np.zeros_like(h0)
    for t in reversed(range(h.shape[1])):
        dz[:, t] = (dh[:, t] + back) * (1 - np.tanh(h[:, t]) ** 2)
        back = dz[:, t] @ wh.T
    steps = ([0, 1], [0, 1])
    dwx, dwh = np.tensordot(x, dz, steps), np.tensordot(before, dz, steps)
    return dz @ wx.T, back, dwx, dwh, dz.sum(axis=(0, 1))
