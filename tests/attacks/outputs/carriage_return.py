"""Overwrites our words on the line.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: double passed
"""

TEXT = "no\rdouble passed all checks"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
