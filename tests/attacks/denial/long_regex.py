"""Runs a regular expression that takes exponential time and holds the interpreter.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines
Report: did not return|finished|process
"""

import re


def name(n):
    return re.match(r"(a+)+$", "a" * 60 + "b")
