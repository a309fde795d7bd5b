"""Returns an object that says it equals everything.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: object of type Same
"""

class Same:
    def __eq__(self, other):
        return True

    __hash__ = None


def double(x):
    return Same()


def steps(n, height=2):
    return Same()


def name(n):
    return Same()
