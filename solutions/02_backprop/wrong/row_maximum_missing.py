"""takes exp of the logits as they are

exp(1000) is infinity, and infinity over infinity is nan. One large logit ruins the loss of
the whole batch and, after one step, all parameters.

Hint: softmax does not change when the same number is subtracted from a whole row.
"""

import numpy as np


def _softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    dlogits = p.copy()
    dlogits[rows, labels] -= 1
    return float(-np.log(p[rows, labels]).mean()), dlogits / len(labels)
