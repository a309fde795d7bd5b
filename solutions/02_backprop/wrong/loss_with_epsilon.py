"""adds a small number to the probability inside the logarithm

The loss cannot pass -ln of that number, about 27.6, however wrong a sample is, and all others
are slightly off. The logarithm of the softmax can be computed without the softmax, then nothing
has to be added.

Hint: for logits of 0 and 1000, and the first one true, the loss is 1000.
"""

import numpy as np


def _softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    dlogits = e / e.sum(axis=1, keepdims=True)
    loss = float(-np.log(dlogits[rows, labels] + 1e-12).mean())
    dlogits[rows, labels] -= 1
    return loss, dlogits / len(labels)
