"""Makes a link to a secret in scratch, and reads the link.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

import os

os.symlink("@SECRET@", "link")


def double(x):
    raise ValueError(open("link").read())
