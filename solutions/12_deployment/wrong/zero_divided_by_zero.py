"""divides zero by zero

If all weights (or all inputs) of a layer are zero, so is the step, and 0/0 is nan. It spreads to all that follows.

Hint: which step is as good as any other for zeros?
"""


def _scale(rows):
    return rows.abs().amax(-1, keepdim=True) / 127
