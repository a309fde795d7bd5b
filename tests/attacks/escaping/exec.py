"""Becomes another program, which nobody has confined.

Success: the call is allowed.
Stopped by: seccomp, landlock
Report: PermissionError
"""

import os


def double(x):
    os.execv("/bin/sleep", ["sleep", "3"])
