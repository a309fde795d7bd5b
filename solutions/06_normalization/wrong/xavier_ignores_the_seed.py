"""ignores the seed

The same seed must give the same weights, or no run can be repeated.

Hint: draw twice with seed 0.
"""

import numpy as np


def xavier_uniform(fan_in, fan_out, shape, seed):
    limit = np.sqrt(6.0 / (fan_in + fan_out))
    return np.random.uniform(-limit, limit, size=shape)
