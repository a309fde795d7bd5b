"""one lowest and one highest value for the whole table

The extremes are taken over all numbers at once. A column of small numbers next to one of large
numbers is then squeezed into a corner of [0, 1], and the columns cannot be compared.

Hint: how many lowest values has a table with d columns?
"""

import numpy as np


def min_max_scale(x, stats=None):
    if stats is None:
        stats = np.full_like(x[0], x.min()), np.full_like(x[0], x.max())
    low, high = stats
    return (x - low) / np.where(high == low, 1, high - low), (low, high)
