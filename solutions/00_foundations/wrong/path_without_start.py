"""path without its starting point

The path begins after the first step and has one row too few. The start belongs to it: steps
= 0 must give exactly one row, x0.

Hint: how many points does a walk of three steps touch?
"""

import numpy as np


def descend_quadratic(h, x0, lr, steps):
    path, x = [], x0
    for _ in range(steps):
        x = x - lr * (h @ x)
        path.append(x)
    return np.array(path, dtype=x0.dtype).reshape(steps, len(x0))
