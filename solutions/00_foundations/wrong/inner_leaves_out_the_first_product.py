"""leaves the first pair of entries out of the sum

The loop begins at index 1, so the products of the first entries are never added. Python counts
from 0: a vector with d entries has the indices 0 to d - 1.

Hint: which index has the first entry? Try vectors with one entry.
"""


def inner(a, b):
    total = 0.0
    for i in range(1, len(a)):
        total += a[i] * b[i]
    return float(total)
