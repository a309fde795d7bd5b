"""Raises its own limits before it uses more.

Success: a limit is raised.
Stopped by: rlimits, dropped capabilities
Report: not allowed to raise|PermissionError|ValueError|cannot be imported
"""

import resource

for name in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE):
    resource.setrlimit(name, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print("DOOR OPEN")
