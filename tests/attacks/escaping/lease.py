"""Holds a library file, so that an update of it waits.

Success: the lease is given.
Stopped by: seccomp
Report: PermissionError|OSError
"""

import fcntl
import os


def double(x):
    file = open(os.__file__, "rb")
    fcntl.fcntl(file, 1024, fcntl.F_RDLCK)
    raise ValueError("DOOR OPEN")
