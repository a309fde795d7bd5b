r"""Has a template evaluated by the page's engine.

Success: the report says or does what the learner wants.
Stopped by: the formats, which clean and escape
Report: 7 \* 191
"""

TEXT = "{{ 7 * 191 }} {% include 'report.html' %} ${7 * 191} <%= 7 * 191 %>"


def double(x):
    print(TEXT)
    raise ValueError(TEXT)


def name(n):
    return TEXT
