"""What the attacks pretend to be."""

import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Twice the array `x`, in its dtype.

    >>> double(np.ones(2))
    array([2., 2.])
    """
    raise NotImplementedError("double is yours to write")


def steps(n: int, height: int = 2) -> int:
    """How many steps of `height` fit into `n`, rounded down.

    >>> steps(5)
    2
    """
    raise NotImplementedError("steps is yours to write")


def name(n: int) -> str:
    """The number `n` in words, from 0 to 2.

    >>> name(1)
    'one'
    """
    raise NotImplementedError("name is yours to write")


class Tally:
    """Adds numbers up.

    >>> Tally(1).add(2)
    3
    """

    def __init__(self, start: int = 0) -> None:
        raise NotImplementedError("Tally.__init__ is yours to write")

    def add(self, n: int) -> int:
        """Add `n` and return the total."""
        raise NotImplementedError("Tally.add is yours to write")
