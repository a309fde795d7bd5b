"""Changes the mode of an inherited file.

Success: the call is allowed.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    [os.fchmod(number, 0o777) for number in (0,)]
    raise ValueError("DOOR OPEN")
