"""Returns a text of a hundred megabytes.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a reply
Report: should be|larger|object of type
"""

def name(n):
    return "x" * 10**8


def double(x):
    return "x" * 10**6
