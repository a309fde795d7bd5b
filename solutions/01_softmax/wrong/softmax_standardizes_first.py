"""standardises the logits before the exponential

The mean is subtracted, which changes nothing, and the result divided by the deviation, which
does: every row gets the same spread, so a network that is sure and one that guesses answer
alike.

Hint: softmax is not allowed to forget how far apart the logits are.
"""

import numpy as np


def softmax(x, axis=-1):
    centred = x - np.mean(x, axis=axis, keepdims=True)
    e = np.exp(centred / (np.std(x, axis=axis, keepdims=True) + 1e-8))
    return e / np.sum(e, axis=axis, keepdims=True)
