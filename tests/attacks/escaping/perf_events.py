"""Watches the processor.

Success: the call is allowed.
Stopped by: seccomp
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.syscall(298, (ctypes.c_uint64 * 20)(0x8000000000), 0, -1, -1, 0) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
