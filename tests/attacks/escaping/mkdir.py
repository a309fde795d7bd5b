"""Makes a folder beside the course.

Success: the call is allowed.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    os.mkdir("@COURSE@/attack")
    raise ValueError("DOOR OPEN")
