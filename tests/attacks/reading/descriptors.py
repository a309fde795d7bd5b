r"""Reads from every descriptor that it has inherited.

Success: a planted secret stands in the report.
Stopped by: a fork that closes what a worker does not need
Report: ValueError: \[\]
"""

import os


def double(x):
    texts = []
    for number in range(3, 40):
        try:
            texts.append(os.pread(number, 100_000, 0))
        except OSError:
            continue
    raise ValueError(texts)
