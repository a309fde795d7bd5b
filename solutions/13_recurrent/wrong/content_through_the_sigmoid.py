"""sends the new content through the sigmoid

Three of the four blocks are gates and lie between 0 and 1. The new content is none: it may be
negative, or the cell could only grow.

Hint: how would a cell ever become negative?
"""

import numpy as np


def lstm_step(x, h, c, wx, wh, b):
    i, f, g, o = np.split(x @ wx + h @ wh + b, 4, axis=-1)
    c = _sigmoid(f) * c + _sigmoid(i) * _sigmoid(g)
    return _sigmoid(o) * np.tanh(c), c
