"""Opens files by their handle, past every path.

Success: a planted secret stands in the report.
Stopped by: seccomp
Report: errno 1$
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    handle = (ctypes.c_uint * 34)(128)
    mount = ctypes.c_int()
    if libc.name_to_handle_at(-100, b".", handle, ctypes.byref(mount), 0) == 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
