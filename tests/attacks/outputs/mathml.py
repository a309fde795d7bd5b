"""Puts MathML and SVG with handlers into the page.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: MARKUP
"""

TEXT = '<math><mi//xlink:href="data:x,MARKUP"></math><svg onload=alert("MARKUP")>'


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
