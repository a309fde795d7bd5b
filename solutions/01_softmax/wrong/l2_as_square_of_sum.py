"""squares the sum of the weights

The weights of an array are added before they are squared, so 5 and -5 cost nothing. Each weight
is squared for itself, and then all are added.

Hint: what is the penalty of (1, -1)?
"""

import numpy as np


def l2_penalty(weights, lam):
    return lam * float(sum(np.sum(w) ** 2 for w in weights))
