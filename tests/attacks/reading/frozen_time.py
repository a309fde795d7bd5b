"""Learns from the reference's speed: asks how long the judge takes.

Success: a planted secret stands in the report.
Stopped by: a judge that answers after the worker does
Report: ValueError: [0-9.]+ s
"""

import time

start = time.monotonic()


def double(x):
    raise ValueError(f"{time.monotonic() - start:.3f} s since the start")
