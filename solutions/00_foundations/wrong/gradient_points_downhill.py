"""residual the wrong way round

The residual is taken as target minus prediction. The loss does not notice, because it is
squared, but the gradient changes its sign: it points downhill, and stepping against it
climbs.

Hint: if the prediction is too high, must raising b raise or lower the loss?
"""

import numpy as np


def linear_regression(x, y, w, b):
    residual = y - x @ w - b
    dw = 2 * x.T @ residual / len(y)
    return float(np.mean(residual**2)), dw, float(2 * np.mean(residual))
