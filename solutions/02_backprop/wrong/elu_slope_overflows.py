"""computes exp(x) for large positive x and multiplies it by 0

Both branches are added up with a mask of ones and zeros. At x = 1000, exp(x) is infinity,
and 0 times infinity is nan, not 0. A mask does not protect from a number that was never
finite.

Hint: make the exponent harmless before you take exp, or choose between the branches
instead of multiplying.
"""

import numpy as np


def elu_backward(dout, x, alpha=1.0):
    return dout * (x > 0) + dout * (alpha * np.exp(x)) * (x <= 0)
