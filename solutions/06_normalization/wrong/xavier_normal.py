"""draws Xavier's weights from a normal distribution

The variance is right, but a normal distribution has no limit: about every twelfth weight lies
outside of the interval that was asked for.

Hint: what is the largest weight that may occur?
"""

import numpy as np


def xavier_uniform(fan_in, fan_out, shape, seed):
    std = np.sqrt(2.0 / (fan_in + fan_out))
    return np.random.default_rng(seed).normal(0.0, std, size=shape)
