"""judges constant columns by a fixed number

Every column with a deviation up to 1e-12 counts as constant, whatever its size. A column of tiny
numbers varies by tiny amounts and is wiped out; the rounding of a column of huge numbers may
lie above the limit.

Hint: measure the same lengths in metres and in light years. May the answer differ?
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0, dtype=np.float64)
        std = np.sqrt(np.mean((x - mean) ** 2, axis=0))
        constant = std <= 1e-12
        z = np.where(constant, 0, x - mean) / np.where(constant, 1, std)
    else:
        mean, std = stats
        z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
