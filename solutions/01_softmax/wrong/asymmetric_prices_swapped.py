"""profit and cost swapped

A prediction that is too low is charged with the cost of left-over goods, and one that is
too high with the missed profit. Too little made means that sales are missed: that is where
profit is lost.

Hint: you baked 8 loaves and 10 customers came. Which price do you feel?
"""

import numpy as np


def asymmetric_loss(pred, target, profit, cost):
    low, high = np.maximum(target - pred, 0), np.maximum(pred - target, 0)
    return float(np.sum(cost * low + profit * high))
