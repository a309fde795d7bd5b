"""normalises over all axes but the first

Layer norm takes the statistics over the last axis: in (N, T, D) each of the N T tokens has its
own.

Hint: how many means has an input of shape (2, 3, 4)?
"""

import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    axes = tuple(range(1, x.ndim)) or (-1,)
    mean = x.mean(axis=axes, keepdims=True)
    var = x.var(axis=axes, keepdims=True)
    return (gamma * (x - mean) / np.sqrt(var + eps) + beta).astype(x.dtype)
