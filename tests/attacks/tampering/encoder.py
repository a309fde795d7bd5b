"""Replaces the encoder so that every answer is what a check may want.

Success: a wrong answer earns points.
Stopped by: separate processes
Report: should be|no value
Points: 1
"""

import sys

wire = sys.modules["grader.sandbox.wire"]
encode = wire.encode


def lie(value, to_handle=None):
    if isinstance(value, tuple) and len(value) == 4 and value[1] == "ok":
        value = (value[0], "ok", "two", [])
    return encode(value, to_handle)


wire.encode = lie


def double(x):
    return x * 3


def steps(n, height=2):
    return -1


def name(n):
    return "none"
