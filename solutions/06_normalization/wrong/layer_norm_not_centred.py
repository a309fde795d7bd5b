"""does not take the mean away in layer norm

The vector is divided by the root of its mean square. That is another layer, RMS norm; layer norm
centres first.

Hint: What should become of the vector (5, 5, 5)?
"""

import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    var = (x**2).mean(axis=-1, keepdims=True)
    x_hat = x / np.sqrt(var + eps)
    return (gamma * x_hat + beta).astype(x.dtype)
