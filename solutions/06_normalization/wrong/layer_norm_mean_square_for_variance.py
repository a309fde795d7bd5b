"""takes the mean of the squares for the variance in layer norm

The mean is taken away above the line, but the variance below it was computed without doing so.
Far from 0 the result becomes tiny.

Hint: What is the variance of 5, 5 and 5?
"""

import numpy as np


def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    var = (x**2).mean(axis=-1, keepdims=True)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return (gamma * x_hat + beta).astype(x.dtype)
