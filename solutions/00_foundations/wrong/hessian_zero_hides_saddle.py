"""a zero eigenvalue hides the saddle

Any zero eigenvalue gives "inconclusive" at once. But a positive and a negative eigenvalue
already prove that the function rises one way and falls another; what it does in a third
direction cannot change that.

Hint: in which order do you ask about zeros and about both signs?
"""

import numpy as np


def hessian_kind(h):
    eigenvalues = np.linalg.eigvalsh(h)
    zero = 1e-10 * np.abs(eigenvalues).max()
    if np.any(np.abs(eigenvalues) <= zero):
        return "inconclusive"
    if np.all(eigenvalues > 0):
        return "minimum"
    return "maximum" if np.all(eigenvalues < 0) else "saddle"
