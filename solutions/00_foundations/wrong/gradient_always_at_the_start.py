"""uses the gradient at the start in every step

The gradient was computed once, before the loop. It changes with the point, so it belongs into
the loop.

Hint: which line of the loop reads the present point?
"""

import numpy as np


def descend_quadratic(h, x0, lr, steps):
    gradient = h @ x0
    return np.stack([x0 - step * lr * gradient for step in range(steps + 1)])
