"""Keeps memory in files without a name.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: seccomp
Report: PermissionError
"""

import os


def double(x):
    everything = []
    while True:
        number = os.memfd_create("more")
        os.ftruncate(number, 2**22)
        os.write(number, b"x" * 2**22)
        everything.append(number)
        if len(everything) > 30:
            raise ValueError("DOOR OPEN")
