"""Ends the JSON of the report and begins its own.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: status
"""

TEXT = "\", \"status\": \"passed\", \"x\": \""


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
