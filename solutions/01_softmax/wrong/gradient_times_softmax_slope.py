"""multiplies by p (1 - p) once more

The slope of softmax is in p - y already: the logarithm cancels it. Multiplied again, the
gradient vanishes where a sample is badly wrong, just where it should be largest.

Hint: how large is your gradient for a sure and wrong prediction?
"""

import numpy as np


def cross_entropy_grad(logits, labels):
    p = softmax(logits)
    truth = np.eye(logits.shape[1], dtype=p.dtype)[labels]
    return (p - truth) * p * (1 - p) / len(labels)
