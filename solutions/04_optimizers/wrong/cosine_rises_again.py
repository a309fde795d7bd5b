"""the cosine rises again after the end

Nothing stops the wave at step total. A run that goes on gets a growing learning rate, and loses what
it learned. From total on the rate is 0.

Hint: try a step beyond total.
"""

import math


def warmup_cosine(lr, step, warmup, total):
    if step < warmup:
        return lr * step / warmup
    return lr * (1 + math.cos(math.pi * (step - warmup) / max(1, total - warmup))) / 2
