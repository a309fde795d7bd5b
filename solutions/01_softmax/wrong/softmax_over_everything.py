"""one sum for the whole array

The exponentials are divided by the sum over all samples, so the whole table sums to 1 and
each row only to a part of it. Every sample needs a sum of its own.

Hint: how many sums does a batch of N samples need?
"""

import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e)
