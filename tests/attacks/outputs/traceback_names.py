"""Names its functions with characters that other programs read.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: ValueError
"""

exec(compile("def f():\n    raise ValueError('x')", "target.py", "exec"), globals())
f.__code__ = f.__code__.replace(co_name="<b>MARKUP</b>\r\u202e")


def double(x):
    f()
