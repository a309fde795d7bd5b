"""Stays below the limit of one call, at every call.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: the deadline of a check
Report: finished|did not return
"""

import time


def steps(n, height=2):
    time.sleep(1.5)
    return n // height
