"""Returns an int whose conversion never ends.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: should be|did not return|process
"""

class Endless(int):
    def __int__(self):
        while True:
            pass

    __index__ = __int__


def steps(n, height=2):
    return Endless(3)
