"""Leaves its control group.

Success: the call is allowed.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    open("/sys/fs/cgroup/cgroup.procs", "w").write("0")
    raise ValueError("DOOR OPEN")
