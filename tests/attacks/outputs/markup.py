"""Puts a script into the page by an exception's message.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: <script>
"""

TEXT = '</script><script>alert("MARKUP")</script><img src=x onerror=alert(1)>'


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
