"""returns the slope alone and forgets dout

A backward function answers "how does the loss change with my input". That is the slope
here times the gradient that arrives from behind. Without dout the chain rule is cut, and
all layers behind this one could be left out without any change.

Hint: the chain rule has two factors. Where is the second one?
"""

import numpy as np


def sigmoid_backward(dout, x):
    return sigmoid(x) * (1 - sigmoid(x))


def tanh_backward(dout, x):
    return 1 - np.tanh(x) ** 2


def relu_backward(dout, x):
    return (x > 0).astype(x.dtype)
