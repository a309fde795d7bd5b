"""Puts a link into the page by Markdown.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: MARKUP
"""

TEXT = "[full marks](javascript:alert('MARKUP')) ![x](https://example.org/MARKUP)"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
