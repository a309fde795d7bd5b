"""mean of the squares minus square of the mean

On paper this is the variance. In floating point it subtracts two huge, nearly equal numbers
when the mean is large beside the spread, and what is left is mostly rounding error,
sometimes even negative.

Hint: subtract the mean while the numbers are still small, then square.
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0, dtype=np.float64)
        variance = np.mean(x.astype(np.float64) ** 2, axis=0) - mean**2
        std = np.sqrt(np.maximum(variance, 0))
        constant = std <= 1e-12 * np.abs(x).max(axis=0)
        z = np.where(constant, 0, x - mean) / np.where(constant, 1, std)
    else:
        mean, std = stats
        z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
