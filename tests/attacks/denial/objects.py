"""Makes the judge hold handles to more and more objects.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a reply
Report: should be|total
"""

import numpy as np


class Tally:
    def __init__(self, start=0):
        self.total = [Tally.__new__(Tally) for _ in range(20_000)]

    def add(self, n):
        return [Tally.__new__(Tally) for _ in range(20_000)]
