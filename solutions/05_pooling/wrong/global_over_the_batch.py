"""averages over the batch as well

All images get the same numbers. The other images of the batch have nothing to say about what this
one shows.

Hint: put two different images into one batch. Are their results different?
"""

import numpy as np


def global_avg_pool2d(x):
    return np.tile(x.mean(axis=(0, 2, 3)), (len(x), 1))
