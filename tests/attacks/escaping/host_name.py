"""Renames the machine.

Success: the call is allowed.
Stopped by: namespaces, dropped capabilities
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.sethostname(b"attack", 6) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
