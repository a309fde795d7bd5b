"""turns the sign of all gradients around

The error at the logits is truth minus probability, so everything behind it has the wrong sign
and a step along -grad makes the loss grow. The derivative gives probability minus truth.

Hint: the true class has too little probability. Should its logit's gradient be negative or
positive?
"""

import numpy as np


def _softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dlogits = -np.exp(log_probabilities)
    dlogits[rows, labels] += 1
    return float(-log_probabilities[rows, labels].mean()), dlogits / len(labels)
