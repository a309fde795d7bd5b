"""follows the gradient uphill

The step is added along the gradient, which is the direction of steepest ascent. Gradient
descent follows the negative gradient.

Hint: for f(x) = x squared at x = 1 the gradient is 2. Which way is the minimum?
"""

import numpy as np


def descend_quadratic(h, x0, lr, steps):
    path = [x0]
    for _ in range(steps):
        path.append(path[-1] + lr * (h @ path[-1]))
    return np.stack(path)
