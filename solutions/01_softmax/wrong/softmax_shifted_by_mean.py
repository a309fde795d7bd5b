"""shift by the mean of the logits

The mean is subtracted instead of the largest logit. One logit that is far above the others stays
far above 0, and its exponential overflows. On ordinary rows nobody sees it.

Hint: after the shift no entry may be above 0.
"""

import numpy as np


def softmax(x, axis=-1):
    with np.errstate(all="ignore"):
        e = np.exp(x - np.mean(x, axis=axis, keepdims=True))
        return e / np.sum(e, axis=axis, keepdims=True)
