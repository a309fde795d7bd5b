"""Raises an exception with a message of a hundred megabytes.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a message
Report: ValueError|process|MemoryError
"""

def double(x):
    raise ValueError("x" * 10**8)
