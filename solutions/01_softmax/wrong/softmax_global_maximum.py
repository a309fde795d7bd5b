"""shift by the maximum of the whole array

One maximum is subtracted everywhere. Nothing overflows any more, but a row far below that
maximum underflows: all its exponentials are 0, and 0 divided by 0 is nan. Each row needs
its own shift.

Hint: what is the largest entry of each row after your shift? It should be 0 in all of them.
"""

import numpy as np


def softmax(x, axis=-1):
    with np.errstate(all="ignore"):
        e = np.exp(x - (np.max(x) if x.size else 0))
        return e / np.sum(e, axis=axis, keepdims=True)
