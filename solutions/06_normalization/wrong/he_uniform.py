"""draws He weights from a uniform distribution

Mean and variance are right, the shape of the distribution is not: no weight lies beyond 1.73
standard deviations. It trains as well, but the name promises a normal distribution.

Hint: Draw a histogram. Does it look like a bell or like a box?
"""

import numpy as np


def he_normal(fan_in, shape, seed):
    limit = np.sqrt(6.0 / fan_in)
    return np.random.default_rng(seed).uniform(-limit, limit, size=shape)
