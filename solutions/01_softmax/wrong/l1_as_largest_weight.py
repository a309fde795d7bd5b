"""counts only the largest weight of each array

The largest absolute value of an array is another norm. All the weights below it are then free,
however many there are.

Hint: does your penalty change when the smallest weight does?
"""

import numpy as np


def l1_penalty(weights, lam):
    return lam * float(sum(np.max(np.abs(w), initial=0) for w in weights))
