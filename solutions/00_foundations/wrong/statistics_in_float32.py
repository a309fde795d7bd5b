"""computes the statistics of float32 data in float32

The mean of equal float32 numbers then is off by its own rounding, some 1e-8 of the column, and the
rule for constant columns, made for the rounding of float64, takes that for a real spread.

Hint: NumPy's mean takes a dtype to compute in.
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0)
        std = np.sqrt(np.mean((x - mean) ** 2, axis=0))
        constant = std <= 1e-12 * np.abs(x).max(axis=0)
        z = np.where(constant, 0, x - mean) / np.where(constant, 1, std)
    else:
        mean, std = stats
        z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
