"""reads pairs as (horizontal, vertical)

Arrays are indexed row first, so pairs are too: the first number is for the vertical axis
(height), the second for the horizontal one (width). Square examples do not show the difference.

Hint: use stride (2, 1) on a tall picture and look at the shape of the result.
"""

import numpy as np


def _pair(value):
    if isinstance(value, (int, np.integer)):
        return value, value
    vertical, horizontal = value
    return horizontal, vertical
