"""Traces the process that started it.

Success: the call is allowed.
Stopped by: seccomp, namespaces
Report: errno (1|3)$
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.ptrace(16, os.getppid() or 999_999, 0, 0) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
