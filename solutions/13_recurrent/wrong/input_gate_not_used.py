"""writes without the input gate

The new content is added in full at every step, whether it matters or not. The input gate decides
how much of it is written.

Hint: which of the four blocks does your step not use?
"""

import numpy as np


def lstm_step(x, h, c, wx, wh, b):
    _, f, g, o = np.split(x @ wx + h @ wh + b, 4, axis=-1)
    c = _sigmoid(f) * c + np.tanh(g)
    return _sigmoid(o) * np.tanh(c), c
