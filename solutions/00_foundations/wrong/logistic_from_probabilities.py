"""logarithm of a rounded probability

The probability is computed first and its logarithm afterwards. For a logit of 40 the
probability is already rounded to 1, so the other logarithm is that of 0, and a wrong answer
costs infinity, or nan, in place of the logit.

Hint: write -ln of the sigmoid as ln(1 + exp(-t)) and look for a NumPy function that can do
that.
"""

import numpy as np


def logistic_regression(x, y, w, b):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-(x @ w + b)))
        loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(loss), x.T @ (p - y) / len(y), float(np.mean(p - y))
