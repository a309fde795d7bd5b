"""centres test data on their own mean

Test data are divided by the training deviation, but the mean that is taken away from them is their
own. Their average then always becomes 0, even where the test data lie far from the training data.

Hint: a single test sample always comes out as zeros. Which mean made it so?
"""

import numpy as np


def standardize(x, stats=None):
    mean = x.mean(axis=0, dtype=np.float64)
    if stats is None:
        std = np.sqrt(np.mean((x - mean) ** 2, axis=0))
        constant = std <= 1e-12 * np.abs(x).max(axis=0)
        z = np.where(constant, 0, x - mean) / np.where(constant, 1, std)
    else:
        std = stats[1]
        z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
