"""Answers for the harness with a dict that has every key.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: should be|result|KeyError
"""

import collections
import sys


def double(x):
    return collections.defaultdict(lambda: True)


harness = type(sys)("harness")
harness.observe = lambda module, numbers: collections.defaultdict(lambda: True)
sys.modules["harness"] = harness
