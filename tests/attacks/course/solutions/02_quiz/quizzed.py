"""A file beside which answers lie."""


def one() -> int:
    """The number one.

    >>> one()
    1
    """
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION
