"""Prints lines as a harness does, with progress that is none.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: should be
"""

import json


def double(x):
    line = {"epoch": 10**6, "epochs": 1, "loss": 0.0}
    print("\x1eprogress " + json.dumps(line) + "\n\x1eprogress " + "9" * 10_000, flush=True)
    return x
