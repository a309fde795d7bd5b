"""Runs a program.

Success: the call is allowed.
Stopped by: seccomp, landlock
Report: PermissionError|FileNotFoundError
"""

import subprocess


def double(x):
    raise ValueError("DOOR OPEN", subprocess.run(["/bin/ls", "/"], capture_output=True))
