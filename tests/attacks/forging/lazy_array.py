"""Returns an object that becomes an array when it is asked for one.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: object of type Lazy
"""

import numpy as np


class Lazy:
    def __array__(self, dtype=None, copy=None):
        return np.zeros((1, 1))


def double(x):
    return Lazy()
