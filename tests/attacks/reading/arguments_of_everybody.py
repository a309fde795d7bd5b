r"""Reads the command lines of all processes.

Success: a planted secret stands in the report.
Stopped by: namespaces, landlock
Report: PermissionError|ValueError: \[
"""

import os


def double(x):
    lines = []
    for name in os.listdir("/proc"):
        if name.isdigit() and name != str(os.getpid()):
            lines.append(open(f"/proc/{name}/cmdline").read())
    raise ValueError([line for line in lines if "target" in line and "DOOR OPEN"])
