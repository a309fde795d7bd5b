"""repeats the border pixels instead of filling in the value

Repeating the edge of the picture is another kind of padding. Here the new cells hold the given
value, zero if nothing else is said.

Hint: pad a picture of ones by 1. Which numbers should its border hold?
"""

import numpy as np


def pad2d(x, p, value=0.0):
    p_h, p_w = _pair(p)
    border = [(0, 0)] * (x.ndim - 2) + [(p_h, p_h), (p_w, p_w)]
    return np.pad(x, border, mode="edge")
