"""Raises an exception whose text never ends.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines
Report: did not return|finished|process
"""

class Slow(Exception):
    def __str__(self):
        while True:
            pass


def double(x):
    raise Slow
