"""Changes a setting of the kernel.

Success: the call is allowed.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    open("/proc/sys/kernel/core_pattern", "w").write("DOOR OPEN")
    raise ValueError("DOOR OPEN")
