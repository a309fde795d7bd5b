"""Ends texts early for programs written in C.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: ValueError
"""

TEXT = "a\0b\x00c"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
