"""Becomes another user.

Success: the call is allowed.
Stopped by: namespaces, dropped capabilities
Report: errno (1|22)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.setuid(12345) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
