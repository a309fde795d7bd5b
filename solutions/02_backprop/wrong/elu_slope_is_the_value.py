"""takes the value of ELU for its slope

On the negative side ELU is alpha (e^x - 1); its slope is alpha e^x. The 1 is a constant, and
has no slope.

Hint: what is the slope just left of 0?
"""

import numpy as np


def elu_backward(dout, x, alpha=1.0):
    return np.where(x > 0, dout, dout * alpha * np.expm1(np.minimum(x, 0)))
