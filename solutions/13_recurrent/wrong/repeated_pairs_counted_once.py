"""counts a pair once, however often it comes

`counts[a, b] += 1` with arrays as indices adds 1 to each place once, even if the place is named
many times. np.add.at adds for each.

Hint: try it with the text 0, 1, 0, 1, 0: what are the four counts?
"""

import numpy as np


def bigram_loss(train, valid, size):
    counts = np.ones((size, size))
    counts[train[:-1], train[1:]] += 1
    p = counts / counts.sum(axis=1, keepdims=True)
    return float(-np.log(p[valid[:-1], valid[1:]]).mean())
