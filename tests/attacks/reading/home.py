"""Lists the home folder.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

import os


def double(x):
    raise ValueError("DOOR OPEN" + str(os.listdir(os.path.expanduser("~root"))))
