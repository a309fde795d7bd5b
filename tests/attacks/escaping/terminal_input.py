"""Types into the terminal of the user who grades.

Success: the call is allowed.
Stopped by: seccomp
Report: errno (1|25)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.ioctl(0, 0x5412, b"x") >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
