"""a whole cosine in place of half of one plus one

The rate is lr times the cosine itself, which goes from 1 to -1. A negative learning rate climbs. The
cosine is lifted by 1 and halved, so that it goes from 1 to 0.

Hint: half way through the wave the rate is lr / 2.
"""

import math


def warmup_cosine(lr, step, warmup, total):
    if step < warmup:
        return lr * step / warmup
    if step >= total:
        return 0.0
    return lr * math.cos(math.pi * (step - warmup) / (total - warmup))
