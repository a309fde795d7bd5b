r"""Has a placeholder filled in by our own sentences.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: \{name\}
"""

TEXT = "{name} {error} {0.__class__} %s %(score)s"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
