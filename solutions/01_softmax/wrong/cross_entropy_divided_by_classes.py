"""averages over all entries of the table

The one-hot products are averaged over N times C numbers, most of which are 0. The loss is too
small by the number of classes; what is averaged is one number a sample.

Hint: sum over the classes first, then take the mean over the samples.
"""

import numpy as np


def cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    return float(-np.mean(log_softmax(logits)[rows, labels])) / logits.shape[1]
