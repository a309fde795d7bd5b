"""Traces every line that runs in its process, to change it.

Success: a wrong answer earns points.
Stopped by: separate processes
Report: should be|did not return|process|no value|finished
"""

import sys


def trace(frame, event, argument):
    frame.f_locals["mutated"] = []
    return trace


sys.settrace(trace)


def double(x):
    return x * 3


def steps(n, height=2):
    return -1


def name(n):
    return "none"
