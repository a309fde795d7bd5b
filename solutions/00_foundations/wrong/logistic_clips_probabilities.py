"""probabilities clipped away from 0 and 1

The probability is kept between 1e-12 and 1 - 1e-12 before the logarithm. The infinity is
gone, but so is the truth: an answer that is wrong with a logit of 10,000 costs 10,000, and
clipped it costs 27.6, as much as one with a logit of 27.6.

Hint: do not repair the probability. Find a form of the loss that never needs it.
"""

import numpy as np


def logistic_regression(x, y, w, b):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-(x @ w + b)))
    q = np.clip(p, 1e-12, 1 - 1e-12)
    loss = -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))
    return float(loss), x.T @ (p - y) / len(y), float(np.mean(p - y))
