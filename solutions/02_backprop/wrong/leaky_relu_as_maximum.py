"""takes the larger of alpha * x and x

For alpha up to 1 the larger one is the right one. For alpha above 1 the two change places:
positive numbers are multiplied by alpha and negative ones are kept. The definition asks for
the sign of x, not for the larger value.

Hint: try alpha = 2 with x = 1 and x = -1.
"""

import numpy as np


def leaky_relu(x, alpha=0.01):
    return np.maximum(alpha * x, x)
