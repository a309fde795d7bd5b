"""exchanges the input gate and the forget gate

The first block decides what is written, the second what is kept. Exchanged, the cell keeps what
it should overwrite.

Hint: set all biases to 0 and the second block to -100: what should become of the cell?
"""

import numpy as np


def lstm_step(x, h, c, wx, wh, b):
    f, i, g, o = np.split(x @ wx + h @ wh + b, 4, axis=-1)
    c = _sigmoid(f) * c + _sigmoid(i) * np.tanh(g)
    return _sigmoid(o) * np.tanh(c), c
