"""Starts a process by vfork.

Success: the call is allowed.
Stopped by: seccomp
Report: PermissionError|errno (1|38)$
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    pid = libc.syscall(58)
    if pid == 0:
        os._exit(0)
    if pid > 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
