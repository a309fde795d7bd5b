"""Climbs out of a readable library folder.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

import os


def double(x):
    raise ValueError(open(os.path.dirname(os.__file__) + "/../" * 12 + "@SECRET@").read())
