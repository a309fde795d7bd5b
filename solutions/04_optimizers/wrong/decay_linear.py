"""multiplies by the rate in place of raising it to a power

The factor grows with the number of periods in place of shrinking. Each period should multiply by
the rate once more, which is a power.

Hint: after two periods the factor is rate * rate.
"""


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    periods = step // decay_steps if staircase else step / decay_steps
    return lr * rate * periods
