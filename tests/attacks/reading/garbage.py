"""Searches every object of its process for a secret.

Success: a planted secret stands in the report.
Stopped by: separate processes
Report: ValueError: 0 found
"""

import gc

MARK = "-".join(["CANARY", "IN", ""])


def double(x):
    texts = [
        text
        for thing in gc.get_objects()
        for text in (thing.values() if isinstance(thing, dict) else ())
        if isinstance(text, str) and MARK in text and text != MARK
    ]
    raise ValueError(f"{len(texts)} found: {texts}")
