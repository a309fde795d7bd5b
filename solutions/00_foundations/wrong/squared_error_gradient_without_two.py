"""gradient without the two of the square

The loss is right, but its gradient is half as large as it should be: the derivative of a
square brings down a factor 2. Gradient descent would still go downhill, which is why this
error hides so well.

Hint: compare dw with the change of the loss when you move one weight by 1e-6.
"""

import numpy as np


def linear_regression(x, y, w, b):
    residual = x @ w + b - y
    return float(np.mean(residual**2)), x.T @ residual / len(y), float(np.mean(residual))
