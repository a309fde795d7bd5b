"""subtracts the truth from the log-probabilities

The gradient is made from ln p instead of p. Its rows do not sum to 0, and where the prediction
is right it does not vanish.

Hint: for four equal logits the gradient of a wrong class is 1/4. Which function gives 1/4?
"""

import numpy as np


def cross_entropy_grad(logits, labels):
    grad = log_softmax(logits)
    grad[np.arange(len(labels)), labels] -= 1
    return grad / len(labels)
