"""passes the variance where the generator wants a standard deviation

The weights are drawn with standard deviation 2 / fan_in. That number is the variance; for a wide
layer the weights come out far too small.

Hint: What does the parameter `scale` of a normal generator mean?
"""

import numpy as np


def he_normal(fan_in, shape, seed):
    return np.random.default_rng(seed).normal(0.0, 2.0 / fan_in, size=shape)
