"""subtracts every target from every prediction

The predictions have shape (N,), the targets were made a column (N, 1): broadcasting turns their
difference into a table of N times N numbers, and its mean is no loss.

Hint: print the shape of the residual.
"""

import numpy as np


def linear_regression(x, y, w, b):
    error = x @ w + b - np.reshape(y, (-1, 1))
    residual = error.mean(axis=0)
    return (
        float(np.mean(error**2)),
        2 * x.T @ residual / len(y),
        float(2 * np.mean(residual)),
    )
