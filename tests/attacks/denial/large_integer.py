"""Returns a number of a million digits.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a reply
Report: type int|should be
"""

def steps(n, height=2):
    return 1 << 4_000_000


def double(x):
    return [1 << 4000] * 1000
