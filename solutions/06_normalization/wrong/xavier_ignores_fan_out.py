"""uses only the number of inputs in Xavier's limit

The forward signal asks for 1 / fan_in, the backward signal for 1 / fan_out. Xavier's compromise
takes both into account.

Hint: Which two numbers belong under the root?
"""

import numpy as np


def xavier_uniform(fan_in, fan_out, shape, seed):
    limit = np.sqrt(3.0 / fan_in)
    return np.random.default_rng(seed).uniform(-limit, limit, size=shape)
