"""takes exp of large logits

exp(1000) is infinity, and infinity over infinity is nan. Softmax does not change if the same
number is subtracted from all logits of a row.

Hint: which number makes every exponent 0 or negative?
"""

import numpy as np


def sequence_loss(logits, targets, mask):
    with np.errstate(all="ignore"):
        p = np.exp(logits)[mask]
        p = p / p.sum(axis=-1, keepdims=True)
        each = np.arange(len(p))
        loss = -np.log(p[each, targets[mask]]).mean()
    p[each, targets[mask]] -= 1
    dlogits = np.zeros_like(logits)
    dlogits[mask] = p / len(p)
    return float(loss), dlogits
