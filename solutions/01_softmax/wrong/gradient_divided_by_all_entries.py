"""divides the gradient by the number of entries of the table

N times C is the number of logits, but the loss is a mean over the N samples. With ten classes
every step is a tenth of the right one.

Hint: how many terms has the mean in the loss?
"""

import numpy as np


def cross_entropy_grad(logits, labels):
    grad = softmax(logits)
    grad[np.arange(len(labels)), labels] -= 1
    return grad / grad.size
