"""Returns an array with every number masked, so that no number differs.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: MaskedArray
"""

import numpy as np


def double(x):
    return np.ma.masked_all(x.shape)
