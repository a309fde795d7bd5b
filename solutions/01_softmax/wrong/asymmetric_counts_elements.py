"""charges each element once, whatever the difference

Whether too much or too little was made is counted, and how much is not. A hundred missing pieces
then cost what one does.

Hint: double the difference of an element. What should happen to its cost?
"""

import numpy as np


def asymmetric_loss(pred, target, profit, cost):
    return float(np.sum(np.where(pred < target, profit, 0) + np.where(pred > target, cost, 0)))
