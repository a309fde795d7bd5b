"""Uses characters that UTF-8 cannot carry.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: ValueError
"""

TEXT = "\ud800\udfff\ufffe\uffff"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
