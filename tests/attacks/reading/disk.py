"""Reads the disk below the file system.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError|IndexError
"""

import glob


def double(x):
    raise ValueError(open(glob.glob("/dev/[vs]d*")[0], "rb").read(4))
