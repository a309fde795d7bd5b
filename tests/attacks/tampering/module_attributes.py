"""Deletes what the worker needs to answer at all.

Success: a wrong answer earns points.
Stopped by: separate processes
Report: ended the process|process|no value|cannot be imported
"""

import sys

for name in list(sys.modules):
    if name.startswith("grader"):
        sys.modules[name].__dict__.clear()
