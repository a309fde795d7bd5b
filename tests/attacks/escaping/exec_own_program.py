"""Writes a program into scratch and runs it.

Success: the call is allowed.
Stopped by: seccomp
Report: PermissionError
"""

import os


def double(x):
    with open("program", "w") as file:
        file.write("#!/bin/sh\necho DOOR OPEN\n")
    os.chmod("program", 0o700)
    os.execv("./program", ["program"])
