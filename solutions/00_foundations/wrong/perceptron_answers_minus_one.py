"""answers -1 where the perceptron does not fire

The sign of the sum is returned, so silence is -1. Some books count that way; here the
answers are 1 and 0, as in the truth tables of the gates.

Hint: which two numbers does the docstring allow?
"""

import numpy as np


def perceptron(x, w, b):
    return np.where(x @ w + b > 0, 1, -1)
