"""swaps height and width in pairs

The first number of a pair is used for the width and the second for the height. With square
windows nobody notices. Everywhere in this course the vertical number comes first, as in the
shape of an array: rows, then columns.

Hint: What does k = (3, 1) look like, a column or a row?
"""

import numpy as np


def _pair(value):
    return (value, value) if np.ndim(value) == 0 else tuple(value)[::-1]
