"""sum over the batch instead of the mean

The losses of the samples are added up. Then the loss grows with the batch, and a learning
rate that suits 32 samples is far too large for 256. The course averages, gradient included.

Hint: a batch shown twice must cost the same.
"""

import numpy as np


def cross_entropy(logits, labels):
    return float(-np.sum(log_softmax(logits)[np.arange(len(labels)), labels]))


def cross_entropy_grad(logits, labels):
    grad = softmax(logits)
    grad[np.arange(len(labels)), labels] -= 1
    return grad
