"""subtracts 1 in the columns of all labels

grad[:, labels] takes these columns in every row, so each sample is pushed towards the classes of
the whole batch. Every row has one true class only.

Hint: with two samples of different classes, how many entries should change?
"""

import numpy as np


def _softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dlogits = np.exp(log_probabilities)
    dlogits[:, labels] -= 1
    return float(-log_probabilities[rows, labels].mean()), dlogits / len(labels)
