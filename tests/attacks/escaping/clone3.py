"""Starts a process by clone3, whose flags no filter can see.

Success: the call is allowed.
Stopped by: seccomp
Report: PermissionError|errno (1|38)$
"""

import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    arguments = struct.pack("11Q", 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0)
    pid = libc.syscall(435, arguments, 88)
    if pid == 0:
        os._exit(0)
    if pid > 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
