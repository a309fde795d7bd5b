"""counts a staircase period too many

The number of periods is rounded up, so the first jump happens at once, at step 1. A period counts
when it is over.

Hint: which rate holds during the first decay_steps steps?
"""


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    periods = -(-step // decay_steps) if staircase else step / decay_steps
    return lr * rate**periods
