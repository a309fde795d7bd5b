"""multiplies the cosine by the warm-up, too

The wave is measured from step 0 and the warm-up is multiplied onto it. The rate then never
reaches lr: by the end of the warm-up the cosine has fallen already.

Hint: what is the rate at step warmup?
"""

import math


def warmup_cosine(lr, step, warmup, total):
    if step < warmup:
        return lr * step / warmup * (1 + math.cos(math.pi * step / total)) / 2
    if step >= total:
        return 0.0
    return lr * (1 + math.cos(math.pi * step / total)) / 2
