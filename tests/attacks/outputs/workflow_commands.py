"""Speaks to the CI that shows our output.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: set-output
"""

TEXT = "\n::set-output name=score::9\n::error file=a::b\n##vso[task.complete result=Succeeded]\n::add-mask::a"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
