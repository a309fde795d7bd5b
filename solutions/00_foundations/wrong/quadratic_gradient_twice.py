"""gradient with a factor two

The gradient is taken as 2 h x, as if f were x^T h x. The function has a factor one half,
which the 2 of the derivative cancels, so every step here is twice too long.

Hint: differentiate 1/2 * h * x squared for a single number x.
"""

import numpy as np


def descend_quadratic(h, x0, lr, steps):
    path = [x0]
    for _ in range(steps):
        path.append(path[-1] - lr * 2 * (h @ path[-1]))
    return np.stack(path)
