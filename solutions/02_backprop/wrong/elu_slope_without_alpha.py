"""forgets alpha in the slope of ELU

For negative x, ELU is alpha * (exp(x) - 1). The constant -1 has no slope, the factor alpha
stays. With the default alpha = 1 nobody sees the difference.

Hint: test a function with a parameter away from the parameter's default.
"""

import numpy as np


def elu_backward(dout, x, alpha=1.0):
    return np.where(x > 0, dout, dout * np.exp(np.minimum(x, 0)))
