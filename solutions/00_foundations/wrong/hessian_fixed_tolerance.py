"""zero eigenvalues judged by a fixed number

Everything below 1e-10 counts as zero, whatever the size of the other eigenvalues. Measure
the same function in other units and all eigenvalues shrink together: the minimum is still
one, but this test no longer sees it.

Hint: with which of the eigenvalues should a small one be compared?
"""

import numpy as np


def hessian_kind(h):
    eigenvalues = np.linalg.eigvalsh(h)
    positive, negative = eigenvalues > 1e-10, eigenvalues < -1e-10
    if positive.any() and negative.any():
        return "saddle"
    if positive.all():
        return "minimum"
    return "maximum" if negative.all() else "inconclusive"
