"""A file beside which answers lie."""


def one() -> int:
    """The number one.

    >>> one()
    1
    """
    raise NotImplementedError("one is yours to write")
