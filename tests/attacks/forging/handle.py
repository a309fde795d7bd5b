"""Returns a handle, as if the judge held one already.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: should be|no value
"""

import sys

Handle = sys.modules["grader.sandbox.wire"].Handle


def double(x):
    return Handle(1, "ndarray")


def steps(n, height=2):
    return Handle(10**30, "int")
