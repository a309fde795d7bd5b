"""Makes a FIFO on which the grader would wait.

Success: the victim file's mode, owner, times or content change.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    os.mkfifo("@VICTIM@.fifo")
    raise ValueError("DOOR OPEN")
