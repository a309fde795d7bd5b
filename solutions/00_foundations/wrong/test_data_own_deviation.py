"""divides test data by their own deviation

Test data are centred with the training mean, but divided by a deviation that was computed from the
test data themselves. Both statistics belong to the scale that the model has learned, and both have
to come from the training data.

Hint: how many of the two arrays in stats does your result depend on?
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0, dtype=np.float64)
        std = np.sqrt(np.mean((x - mean) ** 2, axis=0))
        constant = std <= 1e-12 * np.abs(x).max(axis=0)
        z = np.where(constant, 0, x - mean) / np.where(constant, 1, std)
    else:
        mean = stats[0]
        std = x.std(axis=0, dtype=np.float64)
        z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
