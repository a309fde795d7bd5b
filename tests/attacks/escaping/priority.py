"""Takes a higher priority than the judge.

Success: the call is allowed.
Stopped by: dropped capabilities
Report: errno (1|13)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.setpriority(0, 0, -20) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
