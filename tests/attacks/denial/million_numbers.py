"""Returns a list of a million numbers.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a reply
Report: items|list
"""

def double(x):
    return [0.5] * 1_000_000


def steps(n, height=2):
    return [0] * 190_000
