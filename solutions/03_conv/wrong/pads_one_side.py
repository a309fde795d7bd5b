"""pads above and on the left only

The border belongs on all four sides: p rows above and p below, p columns left and p right. So the
height grows by 2p. With a border on two sides the picture is also shifted.

Hint: pad a single pixel by 1. Where should it stand in the result?
"""

import numpy as np


def pad2d(x, p, value=0.0):
    p_h, p_w = _pair(p)
    border = [(0, 0)] * (x.ndim - 2) + [(p_h, 0), (p_w, 0)]
    return np.pad(x, border, constant_values=value)
