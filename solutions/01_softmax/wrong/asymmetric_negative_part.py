"""the loss of a surplus counted as a gain

The difference target - pred is priced with its sign, so goods left over lower the loss.
Both mistakes cost something; only their prices differ, and no loss is negative here.

Hint: how large is pred - target when too much was made, and what is its sign?
"""

import numpy as np


def asymmetric_loss(pred, target, profit, cost):
    gap = target - pred
    return float(np.sum(np.where(gap > 0, profit * gap, cost * gap)))
