"""Makes a library file writable.

Success: the call is allowed.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    os.chmod(os.__file__, 0o666)
    raise ValueError("DOOR OPEN")
