"""Goes through the root folder that /proc shows of process 1.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

def double(x):
    raise ValueError(open("/proc/1/root@SECRET@").read())
