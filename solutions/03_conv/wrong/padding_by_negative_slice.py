"""cuts the middle out with p:-p, also where p is 0

The image is written into x[p:-p]. With p = 0 that is x[0:0], an empty slice, because -0 is 0,
and the assignment fails.

Hint: say where the middle ends by counting from the front.
"""

import numpy as np


def pad2d(x, p, value=0.0):
    p_h, p_w = _pair(p)
    *leading, height, width = x.shape
    padded = np.full((*leading, height + 2 * p_h, width + 2 * p_w), value, dtype=x.dtype)
    padded[..., p_h:-p_h, p_w:-p_w] = x
    return padded
