"""leaves the last pair of entries out of the sum

The loop ends one entry early. In Python the end of a range is itself left out, so nothing has to
be taken away from the length.

Hint: which numbers does range(3) count through? Try vectors with one entry.
"""


def inner(a, b):
    total = 0.0
    for i in range(len(a) - 1):
        total += a[i] * b[i]
    return float(total)
