"""labels taken for one-hot rows

The labels are multiplied with the logarithms, as if each label were a row of zeros and a
single 1. Here labels are class numbers, shape (N,): the product either cannot be broadcast
or weights the classes by their numbers.

Hint: use the label to pick one entry of each row.
"""

import numpy as np


def cross_entropy(logits, labels):
    return float(-np.mean(np.sum(labels * log_softmax(logits), axis=1)))
