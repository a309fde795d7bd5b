"""Goes through the current folder that /proc shows of the parent.

Success: a planted secret stands in the report.
Stopped by: namespaces, landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

import os


def double(x):
    raise ValueError("DOOR OPEN" + str(os.listdir(f"/proc/{os.getppid()}/cwd")))
