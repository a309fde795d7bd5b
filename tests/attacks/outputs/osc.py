"""Sets the title of the terminal and its clipboard.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: ValueError
"""

TEXT = "\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1bP+q\x1b\\"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
