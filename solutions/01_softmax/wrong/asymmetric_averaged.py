"""mean instead of sum

The losses of the elements are averaged. Most losses of this course are means, but this one
is money: the bill of the day is the sum of what each item lost.

Hint: read the end of the docstring again.
"""

import numpy as np


def asymmetric_loss(pred, target, profit, cost):
    low, high = np.maximum(target - pred, 0), np.maximum(pred - target, 0)
    return float(np.mean(profit * low + cost * high))
