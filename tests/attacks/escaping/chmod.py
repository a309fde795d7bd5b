"""Changes the mode of a file of the user who grades.

Success: the victim file's mode, owner, times or content change.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    os.chmod("@VICTIM@", 0o000)
    raise ValueError("DOOR OPEN")
