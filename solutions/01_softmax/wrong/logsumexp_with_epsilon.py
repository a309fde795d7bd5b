"""adds a small number to the sum before its logarithm

The number is there against the logarithm of 0. Without a shift it replaces the sum wherever that
underflows, so entries of -10,000 give about -27.6; a sum of ordinary size it merely disturbs.

Hint: with the largest entry taken away first, how small can the sum become?
"""

import numpy as np


def logsumexp(x, axis=-1):
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(x), axis=axis) + 1e-12)
