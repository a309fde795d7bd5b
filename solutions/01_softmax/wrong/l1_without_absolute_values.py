"""L1 penalty with signs

The weights are added with their signs, so a large positive and a large negative weight
cancel and cost nothing. The penalty is to grow with the size of every weight.

Hint: which function measures the distance of a weight from 0?
"""

import numpy as np


def l1_penalty(weights, lam):
    return lam * float(sum(np.sum(w) for w in weights))
