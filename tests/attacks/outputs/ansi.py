"""Colours and moves what the terminal shows.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: 9 of 9
"""

TEXT = "\x1b[2J\x1b[1;1H\x1b[32m9 of 9 points\x1b[0m\x9b31m"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
