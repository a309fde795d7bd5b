"""Gives a secret a second name in scratch, and reads that.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

import os


def double(x):
    raise ValueError(os.link("@SECRET@", "link") or open("link").read())
