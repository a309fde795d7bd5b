"""mean over all entries, not over the samples

The loss of each sample is spread over its C classes before averaging, so it comes out C
times too small. Only the true class of each sample has a term: N terms, so the mean divides
by N.

Hint: with equal logits the loss must be ln C. What do you get for ten classes?
"""

import numpy as np


def cross_entropy(logits, labels):
    hot = np.eye(logits.shape[1])[labels]
    return float(-np.mean(hot * log_softmax(logits)))
