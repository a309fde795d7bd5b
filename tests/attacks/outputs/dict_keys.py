"""Returns a dict whose keys hold controls.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: dict
"""

def double(x):
    return {"a\rb\u202e<b>MARKUP</b>": 1}
