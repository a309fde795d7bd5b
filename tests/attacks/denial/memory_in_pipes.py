"""Fills as many pipes as it can open.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: rlimits
Report: OSError
"""

import fcntl
import os


def double(x):
    pipes = []
    while True:
        pipes.append(os.pipe())
        fcntl.fcntl(pipes[-1][1], 1031, 2**20)
        os.set_blocking(pipes[-1][1], False)
        os.write(pipes[-1][1], bytes(2**20))
