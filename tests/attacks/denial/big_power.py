"""Computes a number that fills the memory in one C call.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines, rlimits
Report: did not return|finished|process|MemoryError
"""

def steps(n, height=2):
    return 9 ** (9 ** 9)
