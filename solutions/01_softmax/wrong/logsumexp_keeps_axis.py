"""logsumexp keeps the axis

The summed axis stays in the result with length 1. That is handy inside log_softmax, but the
function is to behave as numpy.sum does: a batch (N, C) gives N numbers.

Hint: compare the shape of your result with numpy.sum(x, axis=axis).shape.
"""

import numpy as np


def logsumexp(x, axis=-1):
    top = np.max(x, axis=axis, keepdims=True)
    return top + np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True))
