"""1-norm of the signed entries

The entries are added with their signs, so they cancel: (3, -3) gets the norm 0 although it
is not the zero vector. Only the zero vector may have norm 0.

Hint: which step keeps opposite signs from cancelling?
"""

import numpy as np


def norm(x, p):
    if p == 1:
        return float(np.sum(x))
    if p == 2:
        return float(np.sqrt(np.sum(x**2)))
    return float(np.max(np.abs(x)))
