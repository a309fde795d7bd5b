"""scales each row by its own extremes

A row is one sample, and its entries are different quantities. What is brought to [0, 1] is a
column: one quantity over all samples.

Hint: which axis counts the samples?
"""

import numpy as np


def min_max_scale(x, stats=None):
    if stats is not None:
        low, high = stats
        return (x - low) / np.where(high == low, 1, high - low), (low, high)
    low, high = x.min(axis=1, keepdims=True), x.max(axis=1, keepdims=True)
    return (x - low) / np.where(high == low, 1, high - low), (low, high)
