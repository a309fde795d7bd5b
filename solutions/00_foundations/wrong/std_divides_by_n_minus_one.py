"""divides by N - 1 instead of N

This is the unbiased estimate (ddof=1), which guesses the spread of a whole population from
a sample. Scaling only describes the data at hand, and the course divides by N; with a
single sample N - 1 would even be 0.

Hint: how many squared deviations do you average?
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0, dtype=np.float64)
        with np.errstate(all="ignore"):
            std = np.sqrt(np.sum((x - mean) ** 2, axis=0) / (len(x) - 1))
        stats = mean, std
    mean, std = stats
    z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
