"""divides by the mean of the fans instead of their sum

Written with the mean of the two fans the limit has a 3 above the line. With the 6 it belongs to
their sum; here the two forms are mixed, and the limit is too large.

Hint: For fans of 3 and 3 the limit is 1. And yours?
"""

import numpy as np


def xavier_uniform(fan_in, fan_out, shape, seed):
    limit = np.sqrt(6.0 / ((fan_in + fan_out) / 2))
    return np.random.default_rng(seed).uniform(-limit, limit, size=shape)
