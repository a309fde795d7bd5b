"""gives the padding of both sides together

The kernel takes f - 1 positions away, and that much has to be put back in all. But padding is
counted on each side, so your number is laid down twice.

Hint: what padding keeps the size for a kernel of 3? Check it with the size formula.
"""


def same_padding(f):
    return f - 1
