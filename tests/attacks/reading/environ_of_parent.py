"""Shows the environment of the process that started it.

Success: a planted secret stands in the report.
Stopped by: namespaces, landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

import os


def double(x):
    raise ValueError(open(f"/proc/{os.getppid()}/environ").read())
