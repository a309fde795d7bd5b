"""Raises an exception whose own attributes lie.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: Liar|process|no value
"""

class Liar(Exception):
    @property
    def __traceback__(self):
        return 7

    @property
    def __class__(self):
        return NotImplementedError

    def __str__(self):
        return "passed"


def double(x):
    raise Liar
