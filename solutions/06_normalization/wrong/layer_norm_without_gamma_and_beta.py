"""leaves gamma and beta out of layer norm

The normalised vector is returned as it is. Scale and shift are learned, and let the network undo
the normalisation where it is in the way.

Hint: Which of your arguments changes nothing?
"""

import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return (x_hat).astype(x.dtype)
