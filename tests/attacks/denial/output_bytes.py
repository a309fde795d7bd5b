"""Writes bytes without a line end to the error stream.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: kept output of bounded size
Report: should be|did not return
"""

import os


def double(x):
    for _ in range(500):
        os.write(2, b"\xff" * 65536)
    return x * 3
