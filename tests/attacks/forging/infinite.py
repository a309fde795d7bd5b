"""Returns infinity, in the hope of an infinite tolerance.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: finite|inf
"""

import numpy as np


def double(x):
    return np.full_like(x, np.inf)


def steps(n, height=2):
    return float("inf")
