"""adds the squared errors up

The mean does not depend on how many numbers there are; a sum makes the loss, and with it the
step, grow with the batch.

Hint: M stands for mean.
"""

import numpy as np


def mse(pred, target):
    return float(np.sum((pred - target) ** 2))
