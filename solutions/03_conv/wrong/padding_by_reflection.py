"""mirrors the image at its border

The padding shows the image reversed, instead of the value that was asked for. Convolution layers
pad with zeros unless another mode is chosen.

Hint: pad a picture of ones with value 7. Which numbers should stand at the border?
"""

import numpy as np


def pad2d(x, p, value=0.0):
    p_h, p_w = _pair(p)
    leading = [(0, 0)] * (x.ndim - 2)
    return np.pad(x, [*leading, (p_h, p_h), (p_w, p_w)], mode="symmetric")
