"""takes the standard deviation for the limit

The weights lie between minus and plus sqrt(2 / (fan_in + fan_out)). A uniform distribution on
[-a, a] has a smaller spread than a, so the variance comes out three times too small.

Hint: What is the standard deviation of a uniform distribution between -1 and 1?
"""

import numpy as np


def xavier_uniform(fan_in, fan_out, shape, seed):
    limit = np.sqrt(2.0 / (fan_in + fan_out))
    return np.random.default_rng(seed).uniform(-limit, limit, size=shape)
