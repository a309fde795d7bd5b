"""Makes a library file immutable.

Success: the file's flags change.
Stopped by: seccomp, read-only mounts
Report: PermissionError|OSError
"""

import fcntl
import os


def double(x):
    with open(os.__file__, "rb") as file:
        fcntl.ioctl(file, 0x40086602, bytes(4))
    raise ValueError("DOOR OPEN")
