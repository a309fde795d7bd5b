"""Shows the environment of every process that /proc lists.

Success: a planted secret stands in the report.
Stopped by: namespaces, landlock
Report: PermissionError|ValueError
"""

import glob


def double(x):
    raise ValueError([open(path, "rb").read() for path in glob.glob("/proc/[0-9]*/environ")])
