"""multiplies x by alpha inside the exponential of ELU

alpha stands in the exponent, where it changes how fast the curve bends. It should scale the
branch as a whole and so decide where it ends.

Hint: towards which number does your ELU go for very negative x, and towards which should it?
"""

import numpy as np


def elu(x, alpha=1.0):
    return np.where(x > 0, x, np.expm1(alpha * np.minimum(x, 0)))
