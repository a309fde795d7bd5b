"""scaled without the exponential

The numbers are divided by the sum of their absolute values. They need not be positive then,
they do not sum to 1, and adding a constant to all logits changes them.

Hint: what makes every number positive, however negative the logit is?
"""

import numpy as np


def softmax(x, axis=-1):
    total = np.sum(np.abs(x), axis=axis, keepdims=True)
    return x / np.where(total == 0, 1, total)
