"""subtracts the truth from the logits themselves

The softmax is forgotten: 1 is taken away from the true logit, and the rest is handed back as it
came. The gradient pulls the logits towards a one-hot row, which is what a squared error would
do.

Hint: in p - y, what is p?
"""

import numpy as np


def cross_entropy_grad(logits, labels):
    grad = logits.copy()
    grad[np.arange(len(labels)), labels] -= 1
    return grad / len(labels)
