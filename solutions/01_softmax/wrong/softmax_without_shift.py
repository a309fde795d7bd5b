"""no shift by the maximum

The exponential is taken of the logits as they are. exp(710) is already too large for
float64, so a logit of 10,000 gives infinity divided by infinity, which is nan; and a row of
very negative logits gives 0 divided by 0.

Hint: softmax does not change when a number is subtracted from the whole row. Use that.
"""

import numpy as np


def softmax(x, axis=-1):
    with np.errstate(all="ignore"):
        e = np.exp(x)
        return e / np.sum(e, axis=axis, keepdims=True)
