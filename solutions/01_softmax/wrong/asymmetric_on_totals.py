"""compares the totals, so surplus and shortage cancel

Predictions and targets are summed before they are compared. Then a piece too many in one place
makes up for a missing one elsewhere; but each element has a price of its own.

Hint: predict 2 and 0 where 1 and 1 are wanted. What does that cost?
"""

import numpy as np


def asymmetric_loss(pred, target, profit, cost):
    difference = np.sum(pred) - np.sum(target)
    return float(-profit * difference if difference < 0 else cost * difference)
