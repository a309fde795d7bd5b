"""Reads the memory of the machine.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

def double(x):
    raise ValueError(open("/proc/kcore", "rb").read(4))
