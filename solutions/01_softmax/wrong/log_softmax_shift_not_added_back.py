"""takes the maximum away inside the exponentials only

log(sum exp(x - m)) is log(sum exp(x)) minus m. Whoever subtracts m inside must subtract it from
x too, or add it again.

Hint: compare the result for x and for x + 100.
"""

import numpy as np


def log_softmax(x, axis=-1):
    top = np.max(x, axis=axis, keepdims=True)
    return x - np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True))
