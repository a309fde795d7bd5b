"""Returns the largest array that a reply may hold, at every call.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of what is kept
Report: shape|should be
"""

import numpy as np


def double(x):
    return np.zeros((2**10, 2**10 - 1), np.float64)


def steps(n, height=2):
    return double(n)
