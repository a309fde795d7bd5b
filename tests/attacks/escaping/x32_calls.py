"""Makes a denied call by its number of another ABI.

Success: the call is allowed.
Stopped by: seccomp
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.syscall(0x40000000 + 41, 2, 1, 0) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
