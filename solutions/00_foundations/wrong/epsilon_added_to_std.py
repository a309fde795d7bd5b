"""a small number added to every deviation

A fixed 1e-8 is added to the deviation, which avoids the division by zero. But a column
measured in tiny units, such as metres for atoms, has a deviation far below 1e-8 and is
flattened to zeros. The statement has another rule for constant columns.

Hint: compare with the size of the column, and leave the other columns exactly alone.
"""

import numpy as np


def standardize(x, stats=None):
    if stats is None:
        mean = x.mean(axis=0, dtype=np.float64)
        stats = mean, np.sqrt(np.mean((x - mean) ** 2, axis=0))
    mean, std = stats
    z = (x - mean) / (std + 1e-8)
    return z.astype(x.dtype), (mean.astype(x.dtype), std.astype(x.dtype))
