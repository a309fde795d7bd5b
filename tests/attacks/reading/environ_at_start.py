"""Shows the environment that its process was started with, as /proc keeps it.

Success: a planted secret stands in the report.
Stopped by: an emptied environment
Report: PermissionError|ValueError
"""

def double(x):
    raise ValueError(open("/proc/self/environ").read())
