"""normalises the whole array at once in layer norm

One mean and one variance are computed for all numbers together. The vectors then influence each
other, and a vector with large entries makes the others small.

Hint: How many means does an array of shape (3, 5) need?
"""

import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    mean, var = (x.mean(), x.var()) if x.size else (0.0, 1.0)
    return (gamma * (x - mean) / np.sqrt(var + eps) + beta).astype(x.dtype)
