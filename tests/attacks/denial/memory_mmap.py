"""Maps anonymous memory until there is none.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: rlimits
Report: Error
"""

import mmap


def double(x):
    everything = []
    while True:
        piece = mmap.mmap(-1, 2**24)
        piece[:] = b"x" * 2**24
        everything.append(piece)
