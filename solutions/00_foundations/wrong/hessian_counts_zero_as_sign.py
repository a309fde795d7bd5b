"""takes an eigenvalue of zero for a positive one

Where no eigenvalue is negative a minimum is reported, also when one of them is zero. Along that
direction the quadratic is flat, and the terms that it leaves out decide: x squared plus y cubed
has no minimum at 0.

Hint: which answer is for the case that the eigenvalues cannot tell?
"""

import numpy as np


def hessian_kind(h):
    eigenvalues = np.linalg.eigvalsh(h)
    zero = 1e-10 * np.abs(eigenvalues).max()
    if (eigenvalues >= -zero).all():
        return "minimum"
    if (eigenvalues <= zero).all():
        return "maximum"
    return "saddle"
