"""forgets the -1 in ELU

Below 0 the result is alpha * exp(x), which is positive and jumps at 0. The -1 brings the curve
down, so that both branches meet at 0.

Hint: what do the two branches give at 0?
"""

import numpy as np


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)))
