"""What the attacks pretend to be. CANARY-IN-THE-REFERENCE"""

import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Twice the array `x`, in its dtype.

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


def name(n: int) -> str:
    """The number `n` in words, from 0 to 2.

    >>> name(1)
    'one'
    """
    ### BEGIN SOLUTION
    return ["zero", "one", "two"][n]
    ### END SOLUTION


class Tally:
    """Adds numbers up.

    >>> Tally(1).add(2)
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
