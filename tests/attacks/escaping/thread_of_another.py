"""Sends a signal to a thread of another process.

Success: the call is allowed.
Stopped by: namespaces, landlock
Report: errno (1|3)$
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    parent = os.getppid() or 999_999
    if libc.syscall(234, parent, parent, 0) == 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
