"""multiplies by alpha on the wrong side

alpha scales the positive inputs and the negative ones pass unchanged. The leak is for the units
that are off: a little of what is below 0 comes through.

Hint: which of the two sides should be like the identity?
"""

import numpy as np


def leaky_relu(x, alpha=0.01):
    return np.where(x > 0, alpha * x, x)


def leaky_relu_backward(dout, x, alpha=0.01):
    return np.where(x > 0, alpha * dout, dout)
