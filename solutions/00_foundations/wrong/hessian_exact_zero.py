"""calls an eigenvalue zero only when it is exactly 0

Rounding leaves 1e-17 where 0 belongs, so a flat direction seems to bend a little up or down.
Zero is what is tiny beside the largest eigenvalue.

Hint: print the eigenvalues of [[1, 1], [1, 1]] with all digits.
"""

import numpy as np


def hessian_kind(h):
    eigenvalues = np.linalg.eigvalsh(h)
    if (eigenvalues > 0).any() and (eigenvalues < 0).any():
        return "saddle"
    if (eigenvalues > 0).all():
        return "minimum"
    if (eigenvalues < 0).all():
        return "maximum"
    return "inconclusive"
