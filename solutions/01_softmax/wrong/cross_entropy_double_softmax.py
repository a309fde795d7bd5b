"""softmax twice

The logits go through softmax before the loss, and the loss applies softmax again. After the
first softmax all numbers lie between 0 and 1, so the second can no longer tell them apart
well: even a certain and right prediction for ten classes costs 1.461.

Hint: cross_entropy is given raw scores and does the one softmax itself.
"""

import numpy as np


def cross_entropy(logits, labels):
    return float(-np.mean(log_softmax(softmax(logits))[np.arange(len(labels)), labels]))
