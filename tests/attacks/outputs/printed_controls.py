"""Prints controls, which the report shows as output.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: should be
"""

print("\x1b[2J\r\u202e</pre><script>alert('MARKUP')</script>\x1b]0;owned\x07")


def double(x):
    print("\rpassed\b\b\x00")
    return x
