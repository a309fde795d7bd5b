"""Runs a program through the dynamic loader, which may be read.

Success: the call is allowed.
Stopped by: seccomp
Report: PermissionError
"""

import glob
import os


def double(x):
    (loader, *_) = glob.glob("/lib64/ld-linux*") or glob.glob("/lib/ld-linux*")
    os.execv(loader, [loader, "/bin/sleep", "3"])
