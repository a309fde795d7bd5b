"""Holds controls and markup in its own source, which the page shows.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: MARKUP
"""

# ‮ </code><script>alert("MARKUP")</script> ⁦
def double(x):
    raise ValueError("</code><b>MARKUP</b>")
