"""takes only the sign of the error

This is the gradient of the mean absolute error: it is as large for a small error as for a large
one. The square's slope grows with the error.

Hint: differentiate (p - t) squared with respect to p.
"""

import numpy as np


def mse_grad(pred, target):
    return np.sign(pred - target) / pred.size
