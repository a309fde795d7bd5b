"""Returns a list that holds something else each time it is read.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: should be
"""

import itertools

numbers = itertools.count()


class Changing(list):
    def __iter__(self):
        return iter([next(numbers)])


def steps(n, height=2):
    return Changing([0])


def double(x):
    return Changing([0])
