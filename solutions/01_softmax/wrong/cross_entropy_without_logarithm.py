"""averages the probabilities instead of their logarithms

The loss is minus the probability of the true class. Its floor is -1 instead of 0, and a sample
that is completely wrong costs no more than one that is nearly so; the logarithm is what makes
being sure and wrong expensive.

Hint: what should a sample cost whose true class has probability 1?
"""

import numpy as np


def cross_entropy(logits, labels):
    return float(-np.mean(softmax(logits)[np.arange(len(labels)), labels]))
