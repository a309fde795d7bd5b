"""Mounts a file system.

Success: the call is allowed.
Stopped by: seccomp, dropped capabilities
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.mount(b"tmpfs", b".", b"tmpfs", 0, None) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
