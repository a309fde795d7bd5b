"""goes along the batch where time is meant

The first axis of x holds the sequences, the second one the steps. Here the loop runs over the
first, so one sequence is taken for the next moment of another.

Hint: x has shape (N, T, D). What is x[0], and what is x[:, 0]?
"""

import numpy as np


def rnn_forward(x, h0, wx, wh, b):
    states = [h0]
    for t in range(x.shape[0]):
        states.append(rnn_step(x[t], states[-1], wx, wh, b))
    h = np.stack(states[1:], axis=1)
    return h, (x, h0, h, wx, wh)
