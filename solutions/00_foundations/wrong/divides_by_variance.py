"""divides by the variance

The squared deviations are averaged, but the root is missing, so the data are divided by
sigma squared. The units give it away: centimetres divided by square centimetres are no pure
number.

Hint: what takes you from the variance to the standard deviation?
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0, dtype=np.float64)
        stats = mean, np.mean((x - mean) ** 2, axis=0)
    mean, std = stats
    z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
