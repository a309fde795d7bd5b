"""Starts a process by fork.

Success: the call is allowed.
Stopped by: seccomp
Report: PermissionError|errno (1|38)$
"""

import os


def double(x):
    if os.fork() == 0:
        os.execv("/bin/sleep", ["sleep", "3"])
    raise ValueError("DOOR OPEN")
