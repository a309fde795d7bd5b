"""Changes the owner of a file of the user who grades.

Success: the victim file's mode, owner, times or content change.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    os.chown("@VICTIM@", os.getuid(), os.getgid())
    raise ValueError("DOOR OPEN")
