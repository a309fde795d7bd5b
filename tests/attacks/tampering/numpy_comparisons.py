"""Replaces NumPy's comparisons by ones that always hold.

Success: a wrong answer earns points.
Stopped by: separate processes
Report: should be|no value|cannot be imported|raised
"""

import numpy as np

for function in ("array_equal", "allclose", "isclose", "isfinite", "where", "abs"):
    setattr(np, function, lambda *arguments, **options: True)
np.testing.assert_allclose = lambda *arguments, **options: None


def double(x):
    return x * 3


def steps(n, height=2):
    return -1


def name(n):
    return "none"
