"""decays by the full factor at every step

The exponent is the step number itself, so decay_steps has no effect. With rate = 0.5 the learning
rate is halved at every single step and is gone after twenty.

Hint: after decay_steps steps the factor must be rate, exactly once.
"""


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    return lr * rate**step
