"""Reads the kernel's log.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

def double(x):
    raise ValueError(open("/dev/kmsg").read(10))
