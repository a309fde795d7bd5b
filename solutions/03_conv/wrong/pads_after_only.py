"""puts all of the padding behind

Padding by p adds p rows above and below, and p columns on both sides. Here all of it lies below
and to the right, so the image is not in the middle.

Hint: pad a single pixel by 1, and look where it lies.
"""

import numpy as np


def pad2d(x, p, value=0.0):
    p_h, p_w = _pair(p)
    *leading, height, width = x.shape
    padded = np.full((*leading, height + 2 * p_h, width + 2 * p_w), value, dtype=x.dtype)
    padded[..., :height, :width] = x
    return padded
