"""takes the root of the 6 only in Xavier's limit

The limit is sqrt(6) / (fan_in + fan_out), so it falls much too fast for wide layers. The root
goes over the whole fraction.

Hint: For fans of 3 and 3 the limit is 1. And yours?
"""

import numpy as np


def xavier_uniform(fan_in, fan_out, shape, seed):
    limit = np.sqrt(6.0) / (fan_in + fan_out)
    return np.random.default_rng(seed).uniform(-limit, limit, size=shape)
