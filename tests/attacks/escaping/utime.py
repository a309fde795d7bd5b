"""Changes the times of a file of the user who grades.

Success: the victim file's mode, owner, times or content change.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    os.utime("@VICTIM@", (0, 0))
    raise ValueError("DOOR OPEN")
