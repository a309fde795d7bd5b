"""Climbs from the current folder to other learners' files.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

import glob
import os


def double(x):
    raise ValueError([open(path).read() for depth in range(9) for path in glob.glob("../" * depth + "*.py")] or os.listdir(".."))
