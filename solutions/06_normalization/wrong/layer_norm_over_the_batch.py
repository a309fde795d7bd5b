"""normalises over the first axis in layer norm

Each feature is normalised across the batch. That is batch norm. Layer norm asks nothing of the
other samples: each vector along the last axis is its own world.

Hint: Should the result for one vector change when another vector of the batch changes?
"""

import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    if x.ndim == 1 or len(x) == 0:
        return x * 0 + beta
    mean, var = x.mean(axis=0), x.var(axis=0)
    return (gamma * (x - mean) / np.sqrt(var + eps) + beta).astype(x.dtype)
