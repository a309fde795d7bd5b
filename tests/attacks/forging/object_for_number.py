"""Returns an object of its own class where a number is due.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: should be|total
"""

class Tally:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        return self

    def __eq__(self, other):
        return True

    def __float__(self):
        return 8.0

    __hash__ = None
