"""Ends lines where only some programs see an end.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: passed
"""

TEXT = "\u2028passed\u2029\x85\x0b\x0c"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
