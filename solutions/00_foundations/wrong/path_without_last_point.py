"""leaves the last point out of the path

The point is stored before each step, so the one that the last step reaches is missing. After n
steps the path has n + 1 points, as a fence has one post more than it has rails.

Hint: how many points does a path of no steps have?
"""

import numpy as np


def descend_quadratic(h, x0, lr, steps):
    path = np.zeros((steps, len(x0)), dtype=x0.dtype)
    x = x0
    for k in range(steps):
        path[k] = x
        x = x - lr * (h @ x)
    return path
