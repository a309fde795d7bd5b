"""gives sizes as floats

`np.ceil` and the division `/` give floats, also where nothing is left after the point. 4.0 looks
like 4, but neither `range` nor the shape of an array takes it.

Hint: there is a division that gives whole numbers; it rounds down. How do you make it round up?
"""

import numpy as np


def same_padding(f):
    return (f - 1) / 2


def tf_same_output_size(n, s):
    return np.ceil(n / s)


def tf_valid_output_size(n, f, s):
    return np.ceil((n - f + 1) / s)
