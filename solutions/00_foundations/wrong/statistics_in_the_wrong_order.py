"""returns the deviation before the mean

The statistics come back as (std, mean). Whoever passes them on with the test data, as the
docstring says, then subtracts the deviation and divides by the mean.

Hint: read once more in which order the pair is promised.
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0, dtype=np.float64)
        std = np.sqrt(np.mean((x - mean) ** 2, axis=0))
        constant = std <= 1e-12 * np.abs(x).max(axis=0)
        z = np.where(constant, 0, x - mean) / np.where(constant, 1, std)
    else:
        mean, std = stats
        z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (std.astype(x.dtype), mean.astype(x.dtype))
