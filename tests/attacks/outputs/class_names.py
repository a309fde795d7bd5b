r"""Names its classes and functions with markup and controls.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: U\+202E
"""

Odd = type("<b>MARKUP</b>\x1b[31m\r\u202e", (), {})


def double(x):
    return Odd()


Raised = type("<b>MARKUP</b>\r\u202e", (Exception,), {})


def steps(n, height=2):
    raise Raised('x')
