"""Has the kernel do system calls for it that no filter sees.

Success: the call is allowed.
Stopped by: seccomp
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.syscall(425, 8, (ctypes.c_uint32 * 30)()) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
