"""Leaves a process behind that outlives its worker.

Success: a process is left when grading has ended.
Stopped by: seccomp, namespaces
Report: PermissionError
"""

import os
import time


def double(x):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(3)
        os._exit(0)
    raise ValueError("DOOR OPEN")
