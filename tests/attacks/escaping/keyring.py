"""Looks into the keyring of the session.

Success: the call is allowed.
Stopped by: seccomp
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.syscall(250, 0, -3, 1) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
