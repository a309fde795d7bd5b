"""Sends its reply byte by byte, so that something is always coming.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines that count what is still coming
Report: did not return|no value|finished
"""

import os
import stat
import struct
import time

import msgspec


def steps(n, height=2):
    head = msgspec.msgpack.encode([["t", 2, "ok", ["a", "|i1", [8_000_000]], ["l"]], [8_000_000]])
    for number in range(3, 40):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, struct.pack("<4sI", b"GRW1", len(head)) + head)
                while True:
                    os.write(number, b"\0")
                    time.sleep(0.0001)
        except OSError:
            continue
