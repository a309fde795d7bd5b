"""Answers differently each time, so that shrinking never ends.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: the deadline of a check
Report: should be|finished|Expected
Points: 3
"""

import itertools

count = itertools.count()


def steps(n, height=2):
    return n // height if next(count) % 3 else -next(count)


def double(x):
    return x * 2 if next(count) % 2 else x
