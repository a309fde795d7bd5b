"""Sleeps without using the processor.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines
Report: did not return|finished|process
"""

import time


def double(x):
    time.sleep(1000)
