"""Keeps memory outside of its address space: system v queue.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: seccomp
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.msgget(0, 0o1600) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
