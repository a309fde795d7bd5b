"""Recurses until the stack ends.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: the interpreter's limit
Report: RecursionError
"""

def double(x):
    return double(x)
