"""charges too much and too little alike

Both kinds of difference are multiplied by profit. The loss is then a scaled absolute error, and
the second price has no say.

Hint: change only cost in your example. Does the loss change?
"""

import numpy as np


def asymmetric_loss(pred, target, profit, cost):
    return float(np.sum(profit * np.abs(pred - target)))
