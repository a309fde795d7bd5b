"""takes the probability of the pair

Divided by the sum of ALL counts, a number says how likely the two characters are together. The
first one is known, though: only the second is to be foretold.

Hint: which counts are still possible once the first character is known?
"""

import numpy as np


def bigram_loss(train, valid, size):
    counts = np.ones((size, size))
    np.add.at(counts, (train[:-1], train[1:]), 1)
    return float(-np.log((counts / counts.sum())[valid[:-1], valid[1:]]).mean())
