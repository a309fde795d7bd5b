"""Writes poisoned bytecode beside a library's source.

Success: a library's bytecode changes.
Stopped by: read-only mounts, landlock
Report: Error
"""

import numpy as np


def double(x):
    folder = np.__file__.rpartition("/")[0]
    with open(folder + "/__pycache__/version.cpython-311.pyc", "r+b") as file:
        file.write(b"DOOR OPEN")
