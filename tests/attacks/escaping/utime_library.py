"""Makes a library file look new.

Success: the call is allowed.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    os.utime(os.__file__)
    raise ValueError("DOOR OPEN")
