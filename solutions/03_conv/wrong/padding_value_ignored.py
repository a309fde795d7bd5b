"""always pads with zeros

The border should hold the value that the caller asked for. Zero is only the default; max pooling,
for example, will need minus infinity.

Hint: is the argument value used anywhere in your function?
"""

import numpy as np


def pad2d(x, p, value=0.0):
    p_h, p_w = _pair(p)
    border = [(0, 0)] * (x.ndim - 2) + [(p_h, p_h), (p_w, p_w)]
    return np.pad(x, border)
