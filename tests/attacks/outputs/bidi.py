r"""Turns the direction of our words.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: U\+202E
"""

TEXT = "\u202e\u2066dessap\u2069 \u200f\u061c"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
