"""uses the loss for labels -1 and 1

ln(1 + exp(-y t)) is the cross-entropy when the classes are numbered -1 and 1. With 0 for the
negative class its samples cost ln 2 whatever the logit is, and teach nothing.

Hint: put y = 0 into your formula. Does the logit still matter?
"""

import numpy as np


def logistic_regression(x, y, w, b):
    margin = y * (x @ w + b)
    loss = np.mean(np.logaddexp(0, -margin))
    error = -y * np.exp(-np.logaddexp(0, margin))
    return float(loss), x.T @ error / len(y), float(np.mean(error))
