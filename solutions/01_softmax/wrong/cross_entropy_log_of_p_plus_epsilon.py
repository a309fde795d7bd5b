"""keeps the probability above a small number inside the logarithm

`log(p + eps)`, or a clipped p, hides the -inf of a probability that rounded to 0, at the price
of a wrong loss: the worst sample costs 27 and never more. log_softmax needs no such help.

Hint: compute the logarithm of the softmax without computing the softmax first.
"""

import numpy as np


def cross_entropy(logits, labels):
    p = softmax(logits)[np.arange(len(labels)), labels]
    return float(-np.mean(np.log(p + 1e-12)))
