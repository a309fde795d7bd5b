"""counts total from the end of the warm-up

total is taken for the length of the cosine alone, so the rate reaches 0 too late, at warmup +
total. It is the length of the whole training, the warm-up included.

Hint: at which step is the rate 0 for warmup 10 and total 100?
"""

import math


def warmup_cosine(lr, step, warmup, total):
    if step < warmup:
        return lr * step / warmup
    if step >= warmup + total:
        return 0.0
    return lr * (1 + math.cos(math.pi * (step - warmup) / total)) / 2
