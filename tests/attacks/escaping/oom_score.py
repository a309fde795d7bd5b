"""Asks the kernel to kill others first.

Success: the call is allowed.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    open("/proc/self/oom_score_adj", "w").write("-1000")
    raise ValueError("DOOR OPEN")
