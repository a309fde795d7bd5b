"""learning rate limit of 1 / lambda_max

At 1 / lambda_max the steepest coordinate reaches its minimum in one step. That is a good
choice but not the limit: a larger step overshoots and still comes closer, as long as the
factor 1 - lr * lambda stays above -1.

Hint: solve -1 < 1 - lr * lambda for lr.
"""

import numpy as np


def max_learning_rate(h):
    return float(1 / np.linalg.eigvalsh(h).max())
