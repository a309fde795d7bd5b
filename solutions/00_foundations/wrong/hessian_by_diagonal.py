"""judges by the diagonal

The signs of the diagonal entries are read off. They are the curvatures along the axes only;
between the axes the function may bend the other way. The matrix with rows (1, 3) and (3, 1)
has a positive diagonal and is a saddle.

Hint: which numbers describe the curvature in every direction?
"""

import numpy as np


def hessian_kind(h):
    curvatures = np.diag(h)
    zero = 1e-10 * np.abs(curvatures).max()
    positive, negative = curvatures > zero, curvatures < -zero
    if positive.any() and negative.any():
        return "saddle"
    if positive.all():
        return "minimum"
    return "maximum" if negative.all() else "inconclusive"
