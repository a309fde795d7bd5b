"""Sets the clock.

Success: the call is allowed.
Stopped by: seccomp
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.syscall(227, 0, (ctypes.c_uint64 * 2)(0, 0)) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
