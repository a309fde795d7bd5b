"""gives every element the mean error

The error is averaged before it is handed back, so all elements get the same number. Each
prediction must be corrected by its own error; the mean in the loss leaves only a division
behind.

Hint: one prediction is too high, one too low. Should both get the same gradient?
"""

import numpy as np


def mse_grad(pred, target):
    return np.full_like(pred, 2 * np.mean(pred - target))
