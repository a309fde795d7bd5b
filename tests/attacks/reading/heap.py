"""Searches the memory of its own process for a secret.

Success: a planted secret stands in the report.
Stopped by: a launcher that starts before any secret is read
Report: PermissionError|ValueError: 0 found
"""

import re

MARK = b"-".join([b"CANARY", b"IN", b"[A-Z-]+"])


def double(x):
    texts = []
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
        for line in maps:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            if "rw" in line and end - start < 2**26:
                memory.seek(start)
                texts += re.findall(MARK, memory.read(end - start))
    raise ValueError(f"{len(texts)} found: {texts}")
