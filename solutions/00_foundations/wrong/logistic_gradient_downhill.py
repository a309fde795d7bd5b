"""truth minus probability in the logistic gradient

The error is y - p, so the gradient has the wrong sign and descent makes the loss grow. The slope
of the loss with respect to the logit is negative where the probability of the truth is still too
low.

Hint: y = 1 and p = 0.1. Should the logit grow, and what does w - lr * dw do?
"""

import numpy as np


def logistic_regression(x, y, w, b):
    t = x @ w + b
    loss = np.mean(np.logaddexp(0, t) - y * t)
    error = y - np.exp(-np.logaddexp(0, -t))
    return float(loss), x.T @ error / len(y), float(np.mean(error))
