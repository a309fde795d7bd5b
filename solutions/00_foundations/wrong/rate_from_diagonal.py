"""reads the learning rate limit off the diagonal

The diagonal holds the curvatures along the axes. The steepest direction may lie between them,
and its curvature, the largest eigenvalue, is then larger than all the numbers on the diagonal.

Hint: compare [[1, 1], [1, 1]] with its eigenvalues.
"""

import numpy as np


def max_learning_rate(h):
    return float(2 / np.diag(h).max())
