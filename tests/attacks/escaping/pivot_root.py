"""Exchanges its root.

Success: the call is allowed.
Stopped by: seccomp, dropped capabilities
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.syscall(155, b".", b".") >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
