"""lets the state run on from one sequence to the next

The sequences of a batch have nothing to do with one another. Here the second one begins with the
state in which the first one ended.

Hint: which row of h0 does each sequence begin with?
"""

import numpy as np


def rnn_forward(x, h0, wx, wh, b):
    h = np.empty((*x.shape[:2], h0.shape[1]), h0.dtype)
    state = h0[:1]
    for n in range(len(x)):
        for t in range(x.shape[1]):
            state = rnn_step(x[n : n + 1, t], state, wx, wh, b)
            h[n, t] = state[0]
    return h, (x, h0, h, wx, wh)
