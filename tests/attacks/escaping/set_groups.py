"""Joins groups of the machine.

Success: the call is allowed.
Stopped by: namespaces, dropped capabilities
Report: errno (1|38)$
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    if libc.setgroups(1, (ctypes.c_uint32 * 1)(1)) >= 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
