"""Kills the process that started it.

Success: grading ends.
Stopped by: namespaces, landlock
Report: ProcessLookupError|PermissionError
"""

import os


def double(x):
    parent = os.getppid()
    os.kill(parent or 999_999, 9)
    raise ValueError("DOOR OPEN")
