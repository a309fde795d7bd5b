"""uses e where the rate belongs

lr e^(-rate t) is another schedule. Here the rate itself is the base: after each period the
learning rate is multiplied by it once.

Hint: what is left of 1.0 after one period with rate 0.5?
"""

import math


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    periods = step // decay_steps if staircase else step / decay_steps
    return lr * math.exp(-rate * periods)
