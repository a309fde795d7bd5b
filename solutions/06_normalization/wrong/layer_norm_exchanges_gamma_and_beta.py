"""multiplies by beta and adds gamma in layer norm

gamma scales and beta shifts. With the usual first values, ones and zeros, everything becomes 1.

Hint: What do you get for gamma = 1 and beta = 0?
"""

import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return (beta * x_hat + gamma).astype(x.dtype)
