"""leaves the samples of class 0 out of the loss

Only -y ln p is added up, which is 0 for every sample of class 0. Answering 1 for everything
would then cost nothing. The other half, (1 - y) ln(1 - p), belongs to the loss.

Hint: what does a sample with y = 0 and p = 0.99 cost?
"""

import numpy as np


def logistic_regression(x, y, w, b):
    t = x @ w + b
    loss = np.mean(y * np.logaddexp(0, -t))
    error = np.exp(-np.logaddexp(0, -t)) - y
    return float(loss), x.T @ error / len(y), float(np.mean(error))
