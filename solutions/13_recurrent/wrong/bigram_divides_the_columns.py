"""divides the counts by the sum of the column

A column tells what came BEFORE a character. To foretell the next one, the counts of one row have
to sum to 1.

Hint: for a fixed first character, what do the probabilities of all second ones add up to?
"""

import numpy as np


def bigram_loss(train, valid, size):
    counts = np.ones((size, size))
    np.add.at(counts, (train[:-1], train[1:]), 1)
    p = counts / counts.sum(axis=0, keepdims=True)
    return float(-np.log(p[valid[:-1], valid[1:]]).mean())
