"""calls a negative product of eigenvalues a saddle

The product of the eigenvalues, the determinant, is negative when an odd number of them is. In
two dimensions that is a saddle; in one or three it may be a maximum. And two negative ones
beside a positive make a positive product at a saddle.

Hint: multiply -1, -1 and -1, then 1, -1 and -1.
"""

import numpy as np


def hessian_kind(h):
    eigenvalues = np.linalg.eigvalsh(h)
    scale = np.abs(eigenvalues).max() or 1.0
    if np.prod(eigenvalues / scale) < -1e-10:
        return "saddle"
    if (eigenvalues > 1e-10 * scale).all():
        return "minimum"
    if (eigenvalues < -1e-10 * scale).all():
        return "maximum"
    return "inconclusive"
