"""Covers other lines with combining marks.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: p
"""

TEXT = "p\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
