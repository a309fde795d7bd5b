"""adds a small number inside the logarithm

`log(p + eps)` stays finite, but it is the wrong number: a sample that is wrong with certainty
costs -log(eps) and never more, and every other loss is shifted a little. Written with logaddexp
the logarithm needs no help.

Hint: -log(sigmoid(t)) is log(1 + e^-t).
"""

import numpy as np


def logistic_regression(x, y, w, b):
    t = x @ w + b
    p = np.exp(-np.logaddexp(0, -t))
    loss = -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))
    error = p - y
    return float(loss), x.T @ error / len(y), float(np.mean(error))
