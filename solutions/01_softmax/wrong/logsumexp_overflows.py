"""logsumexp without a shift

The exponentials are added as they are. One logit of 710 makes the sum infinite, and a row
of -10,000 makes it 0, whose logarithm is minus infinity.

Hint: factor the exponential of the largest entry out of the sum.
"""

import numpy as np


def logsumexp(x, axis=-1):
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(x), axis=axis))
