"""pads the batch and the channels too

Only height and width get a border. Your result also has additional images or channels full of
padding, because the padding was applied to all axes.

Hint: compare the shapes before and after. Which axes may grow?
"""

import numpy as np


def pad2d(x, p, value=0.0):
    p_h, p_w = _pair(p)
    border = [(p_h, p_h)] * (x.ndim - 1) + [(p_w, p_w)]
    return np.pad(x, border, constant_values=value)
