"""Makes a read-only mount writable again.

Success: the call is allowed.
Stopped by: seccomp, dropped capabilities
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.mount(None, b"/", None, 0x20 | 0x1000, None) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
