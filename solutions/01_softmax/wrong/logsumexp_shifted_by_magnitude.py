"""logsumexp shifted by the largest absolute value

The number of largest size is taken away without its sign. Where all entries are large and
negative that moves them further down, the sum of the exponentials is 0 and its logarithm -inf.

Hint: after the shift the largest entry should be exactly 0. Is it, for -1000?
"""

import numpy as np


def logsumexp(x, axis=-1):
    top = np.max(np.abs(x), axis=axis, keepdims=True)
    return np.squeeze(top, axis=axis) + np.log(np.sum(np.exp(x - top), axis=axis))


def log_softmax(x, axis=-1):
    shifted = x - np.max(np.abs(x), axis=axis, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))
