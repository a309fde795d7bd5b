"""one mean for the whole table

The mean and the deviation are taken over all numbers at once. A column of metres and a
column of grams then share one mean, and none of them is centred.

Hint: how many means does a table with d columns have? Which axis must you average over?
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        stats = np.full(x.shape[1], x.mean()), np.full(x.shape[1], x.std())
    mean, std = stats
    z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
