"""logits taken for probabilities

The logarithm is taken of the logits themselves, as if they were probabilities already.
Logits may be negative or above 1, and then the result is nan or a negative loss.

Hint: which function turns raw scores into logarithms of probabilities?
"""

import numpy as np


def cross_entropy(logits, labels):
    with np.errstate(all="ignore"):
        return float(-np.mean(np.log(logits)[np.arange(len(labels)), labels]))
