"""leaves the old state out of the step

Without h the layer has no memory: each step is a plain linear layer with tanh. wh gets no
gradient, and nobody notices until something has to be remembered.

Hint: which of the five arguments of a step does your formula not use?
"""

import numpy as np


def rnn_step(x, h, wx, wh, b):
    return np.tanh(x @ wx + b)
