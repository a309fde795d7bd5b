"""Raises an exception named like those by which the judge ends a check.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: raised an exception in line
"""

class Halt(BaseException):
    status = "passed"
    message = "fine"


def double(x):
    raise Halt("passed")


class CheckFailure(AssertionError):
    rung = "values"


def steps(n, height=2):
    raise CheckFailure("passed")
