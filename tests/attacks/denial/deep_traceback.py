"""Raises from a thousand frames, each with a cause.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a traceback
Report: ValueError
"""

def double(x, depth=900):
    try:
        if depth:
            return double(x, depth - 1)
        raise ValueError("bottom")
    except ValueError as error:
        raise ValueError(f"{depth}") from error
