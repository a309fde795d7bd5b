"""Walks up the stack and shows what every frame knows.

Success: a planted secret stands in the report.
Stopped by: separate processes
Report: ValueError
"""

import sys


def double(x):
    frame, seen = sys._getframe(), []
    while frame:
        seen.append(repr(frame.f_locals) + repr(sorted(frame.f_globals)))
        frame = frame.f_back
    raise ValueError("".join(seen)[-3000:])
