"""squares summed in each row, then averaged over rows

The squared errors are divided by the number of rows, not by the number of elements. A table
of 2 rows and 3 columns then costs three times too much, and its gradient is three times too
large.

Hint: over how many numbers does the mean run?
"""

import numpy as np


def mse(pred, target):
    return float(np.sum((pred - target) ** 2) / len(pred))


def mse_grad(pred, target):
    return 2 * (pred - target) / len(pred)
