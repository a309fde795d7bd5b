"""divides decay_steps by step in the exponent

The fraction stands upside down: the rate falls steeply at the beginning and then rises towards
lr. At step 0 it divides by 0.

Hint: what is the exponent after one whole period, and after two?
"""


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    periods = decay_steps // step if staircase else decay_steps / step
    return lr * rate**periods
