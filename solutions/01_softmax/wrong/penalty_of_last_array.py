"""only the last array counted

The sum is started anew for each array, so only the last one of the list is left in it.
Every layer's weights belong in the penalty, and an empty list costs 0.

Hint: where in your loop does the total begin?
"""

import numpy as np


def l1_penalty(weights, lam):
    total = 0.0
    for w in weights:
        total = float(np.sum(np.abs(w)))
    return lam * total


def l2_penalty(weights, lam):
    total = 0.0
    for w in weights:
        total = float(np.sum(w**2))
    return lam * total
