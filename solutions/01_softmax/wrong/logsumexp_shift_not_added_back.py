"""shift not added back

The maximum is subtracted before the exponential, but it is not added again after the
logarithm. Softmax may forget the shift, because it cancels in the fraction. In logsumexp
nothing cancels it.

Hint: the result for one single entry x must be x.
"""

import numpy as np


def logsumexp(x, axis=-1):
    top = np.max(x, axis=axis, keepdims=True)
    return np.log(np.sum(np.exp(x - top), axis=axis))
