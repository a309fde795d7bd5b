"""the warm-up counts from 1

The rate at step 0 is lr / warmup, and lr is reached one step early. Steps are counted from 0 here, so
the rate at step 0 is 0. (Many libraries start at 1; the convention must be said.)

Hint: at step warmup the rate is lr, at step warmup - 1 it is still below.
"""

import math


def warmup_cosine(lr, step, warmup, total):
    if step < warmup:
        return lr * (step + 1) / warmup
    if step >= total:
        return 0.0
    return lr * (1 + math.cos(math.pi * (step - warmup) / (total - warmup))) / 2
