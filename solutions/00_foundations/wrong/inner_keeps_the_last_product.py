"""keeps the last product only

The total is overwritten in each pass of the loop where it should grow.

Hint: what does the loop leave in the total after two passes?
"""


def inner(a, b):
    total = 0.0
    for left, right in zip(a, b, strict=True):
        total = left * right
    return float(total)
