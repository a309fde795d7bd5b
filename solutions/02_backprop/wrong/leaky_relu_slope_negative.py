"""turns the leak's slope into a minus

For a negative x, alpha * x still rises with x: its slope is alpha, a positive number. The
result is negative there, the slope is not.

Hint: draw leaky ReLU left of 0. Does the line go up or down from left to right?
"""

import numpy as np


def leaky_relu_backward(dout, x, alpha=0.01):
    return np.where(x > 0, dout, -alpha * dout)
