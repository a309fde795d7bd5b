"""ignores staircase=True

The rate falls a little at every step, also when a staircase is asked for. A staircase is flat for
decay_steps steps and then falls at once.

Hint: which division gives the number of whole periods?
"""


def exponential_decay(lr, rate, step, decay_steps, staircase=False):
    return lr * rate ** (step / decay_steps)
