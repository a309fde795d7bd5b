"""Locks the grader out of the course.

Success: the call is allowed.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    os.chmod("@COURSE@", 0o000)
    raise ValueError("DOOR OPEN")
