"""begins every step with h0

Each step starts from the first state again, so the layer has no memory: what comes out at step t
depends on x at step t alone.

Hint: change x at step 0. Does anything change at step 3?
"""

import numpy as np


def rnn_forward(x, h0, wx, wh, b):
    h = np.stack([rnn_step(x[:, t], h0, wx, wh, b) for t in range(x.shape[1])], axis=1)
    return h, (x, h0, h, wx, wh)
