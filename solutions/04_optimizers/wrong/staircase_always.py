"""always falls in steps

Whole periods are counted whether or not staircase is asked for. Without it the rate falls a
little at every step.

Hint: what is the rate in the middle of the first period?
"""


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    periods = step // decay_steps
    return lr * rate**periods
