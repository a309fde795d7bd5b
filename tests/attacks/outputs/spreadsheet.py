"""Puts a formula into a table that a spreadsheet opens.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: SUM
"""

TEXT = "=cmd|' /C calc'!A0\n+1+1\n@SUM(1)\n-2"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
