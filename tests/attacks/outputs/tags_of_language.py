r"""Hides text in characters that nobody sees.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: U\+
"""

TEXT = "\U000e0070\U000e0061\ufeff\u2060"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
