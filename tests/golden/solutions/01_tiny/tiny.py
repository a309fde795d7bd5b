"""A small exercise for the grader's own tests."""

import numpy as np


def double(x):
    """Twice the array `x`, in the dtype of `x`.

    >>> double(np.ones(2))
    array([2., 2.])
    """
    ### BEGIN SOLUTION
    return x * x.dtype.type(2)
    ### END SOLUTION


def steps(n: int, height: int = 2) -> int:
    """How many steps of `height` fit into `n`, rounded down.

    >>> steps(5)
    2
    """
    ### BEGIN SOLUTION
    return n // height
    ### END SOLUTION


class Tally:
    """Adds numbers up.

    >>> tally = Tally(1)
    >>> tally.add(2)
    3
    """

    def __init__(self, start: int = 0) -> None:
        ### BEGIN SOLUTION
        self.total = start
        ### END SOLUTION

    def add(self, n: int) -> int:
        """Add `n` and return the total."""
        ### BEGIN SOLUTION
        self.total += n
        return self.total
        ### END SOLUTION
