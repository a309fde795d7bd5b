"""learning rate limit from the flattest direction

The smallest eigenvalue is used, which allows a far too large step. Descent must converge in
every direction, so the steepest one, with the largest eigenvalue, decides.

Hint: for h = diag(1, 10) and a learning rate of 1, what happens to the second coordinate?
"""

import numpy as np


def max_learning_rate(h):
    return float(2 / np.linalg.eigvalsh(h).min())
