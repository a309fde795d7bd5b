"""leaves pi out of the cosine

The cosine gets the fraction of the way, from 0 to 1, as if half a wave ended at 1. In radians
half a wave is pi long, so the rate ends at 0.77 lr instead of 0.

Hint: what are cos(1) and cos(pi)?
"""

import math


def warmup_cosine(lr, step, warmup, total):
    if step < warmup:
        return lr * step / warmup
    if step >= total:
        return 0.0
    return lr * (1 + math.cos((step - warmup) / (total - warmup))) / 2
