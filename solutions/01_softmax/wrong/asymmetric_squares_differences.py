"""squares the differences

Each difference is squared before it is multiplied by its price, as in a squared error. The
prices here are for one piece: three pieces cost three times as much, not nine times.

Hint: what does one piece cost, and what do three?
"""

import numpy as np


def asymmetric_loss(pred, target, profit, cost):
    difference = pred - target
    return float(np.sum(np.where(difference < 0, profit, cost) * difference**2))
