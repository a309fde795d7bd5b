"""Runs a program by posix_spawn.

Success: the call is allowed.
Stopped by: seccomp, landlock
Report: PermissionError|FileNotFoundError
"""

import os


def double(x):
    os.posix_spawn("/bin/true", ["true"], {})
    raise ValueError("DOOR OPEN")
