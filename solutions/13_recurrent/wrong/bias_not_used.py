"""leaves the bias out of the step

Without a bias, an input of zeros and a state of zeros give zeros for ever: a unit cannot be on by
default.

Hint: which of the five arguments of a step does your formula not use?
"""

import numpy as np


def rnn_step(x, h, wx, wh, b):
    return np.tanh(x @ wx + h @ wh)
