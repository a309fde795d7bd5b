"""Lifts the rules for files by adding others.

Success: the call is allowed.
Stopped by: landlock, which cannot be taken back
Report: errno (1|9|14|22|77)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.syscall(445, -1, 1, 0, 0) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
