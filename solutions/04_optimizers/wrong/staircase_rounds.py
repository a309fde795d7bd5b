"""the staircase rounds to the nearest period

The fall comes in the middle of a period. A period counts only when it has passed completely.

Hint: at step 9 with decay_steps = 10 no period has passed.
"""


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    periods = step / decay_steps
    return lr * rate ** (round(periods) if staircase else periods)
