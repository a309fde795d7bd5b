"""shows all of the cell

The output gate decides how much of the cell is shown. A number can wait in the cell for a long
time before it is wanted.

Hint: which of the four blocks does your step not use?
"""

import numpy as np


def lstm_step(x, h, c, wx, wh, b):
    i, f, g, _ = np.split(x @ wx + h @ wh + b, 4, axis=-1)
    c = _sigmoid(f) * c + _sigmoid(i) * np.tanh(g)
    return np.tanh(c), c
