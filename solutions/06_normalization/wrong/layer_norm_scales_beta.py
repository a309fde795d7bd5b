"""multiplies beta by gamma in layer norm

The shift is added before the scaling, so it is scaled as well. It is added last.

Hint: With x_hat = 0, what should the result be?
"""

import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return (gamma * (x_hat + beta)).astype(x.dtype)
