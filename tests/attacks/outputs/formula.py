"""Has a formula rendered that is none of the course's.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: MARKUP
"""

TEXT = "$\\href{javascript:alert(1)}{MARKUP}$ $$\\def\\x{\\x\\x}\\x$$"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
