"""judges constant columns by a fixed number, with and without stats

A deviation below 1e-8 counts as constant, in the training data and in the statistics passed in
alike. A column may vary by less than that and still vary; the rule compares the
deviation with the size of the column.

Hint: is 1e-9 small for a column whose values are about 1e-9?
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0, dtype=np.float64)
        std = np.sqrt(np.mean((x - mean) ** 2, axis=0))
        constant = std < 1e-8
        z = np.where(constant, 0, x - mean) / np.where(constant, 1, std)
    else:
        mean, std = stats
        z = (x - mean) / np.where(std < 1e-8, 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
