"""squared error with a factor one half

The loss is halved, which makes the 2 of the derivative disappear. Many books do so, but a
mean squared error has no such factor, and this course keeps it as it is: both the loss and
the gradient come out half as large.

Hint: take one sample with a residual of 3. What is its squared error?
"""

import numpy as np


def linear_regression(x, y, w, b):
    residual = x @ w + b - y
    return float(np.mean(residual**2) / 2), x.T @ residual / len(y), float(np.mean(residual))
