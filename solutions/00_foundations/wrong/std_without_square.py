"""standard deviation without the square

The deviations are averaged as absolute values and never squared. That is the mean absolute
deviation, another measure of spread: it weighs far points less, and the z-scores it gives
do not have a standard deviation of 1.

Hint: sigma squared is the mean of something. Of what?
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0, dtype=np.float64)
        stats = mean, np.mean(np.abs(x - mean), axis=0)
    mean, std = stats
    z = (x - mean) / np.where(std <= 1e-12 * np.abs(mean), 1, std)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
