"""Reads another process's memory with a system call of its own.

Success: a planted secret stands in the report.
Stopped by: namespaces, seccomp
Report: errno 1$|errno 3$
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    # an empty transfer tells whether it would be allowed
    if libc.process_vm_readv(os.getppid(), None, 0, None, 0, 0) == 0:
        raise ValueError("DOOR OPEN")
    raise ValueError(f"errno {ctypes.get_errno()}")
