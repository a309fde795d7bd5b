"""test data scaled with their own range

The range is taken from the data that arrive, although the training range was passed in.
Every test batch then fills [0, 1] exactly, whatever was measured, and the model meets
numbers that mean something else than in training.

Hint: when stats is given, where do low and high come from?
"""

import numpy as np


def min_max_scale(x, stats=None):
    low, high = x.min(axis=0), x.max(axis=0)
    z = (x - low) / np.where(high == low, 1, high - low)
    return z.astype(x.dtype), (low, high)
