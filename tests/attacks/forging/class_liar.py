"""Returns an object that claims to be an array.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: object of type Liar|raised
"""

import numpy as np


class Liar:
    @property
    def __class__(self):
        return np.ndarray

    dtype = np.dtype("f8")
    shape = (1, 1)


def double(x):
    return Liar()
