"""2-norm without the square root

The squares are added up, but the root is missing, so the vector (3, 4) gets the length 25.
The sum of squares is useful too, but it is no length: doubling the vector makes it four
times as large.

Hint: what does a length do when every entry is doubled?
"""

import numpy as np


def norm(x, p):
    if p == 1:
        return float(np.sum(np.abs(x)))
    if p == 2:
        return float(np.sum(x**2))
    return float(np.max(np.abs(x)))
