"""draws He weights with variance 1 / fan_in

The factor 2 is missing. A ReLU sets half of its inputs to zero, which halves the mean square from
layer to layer; the 2 makes up for that. Without it the signal of a deep network fades.

Hint: What does a ReLU do to the mean square of a symmetric input?
"""

import numpy as np


def he_normal(fan_in, shape, seed):
    return np.random.default_rng(seed).normal(0.0, np.sqrt(1.0 / fan_in), size=shape)
