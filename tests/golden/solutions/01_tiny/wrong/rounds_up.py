"""rounds up instead of down

A step that does not fit completely is counted too. Draw five boxes and lay
steps of two over them.

Hint: What is left over at the end is not a step.
"""


def steps(n, height=2):
    return -(-n // height)
