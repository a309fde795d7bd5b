"""reads the cell without tanh

The cell may become large, since it is added to at every step. tanh keeps the hidden state between
-1 and 1.

Hint: what is the largest value that h' can have?
"""

import numpy as np


def lstm_step(x, h, c, wx, wh, b):
    i, f, g, o = np.split(x @ wx + h @ wh + b, 4, axis=-1)
    c = _sigmoid(f) * c + _sigmoid(i) * np.tanh(g)
    return _sigmoid(o) * c, c
