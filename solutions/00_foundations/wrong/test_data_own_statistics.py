"""test data standardised with their own statistics

The mean and the deviation are computed from whatever data arrive, and the statistics passed
in are ignored. The same measurement then means something else in every batch, and a single
test sample always becomes 0. The model only knows the scale of its training data.

Hint: when stats is given, which numbers may you still compute from x?
"""

import numpy as np


def standardize(x, stats=None):
    mean = x.mean(axis=0, dtype=np.float64)
    std = np.sqrt(np.mean((x - mean) ** 2, axis=0))
    constant = std <= 1e-12 * np.abs(x).max(axis=0)
    z = np.where(constant, 0, x - mean) / np.where(constant, 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
