"""the cosine starts at step 0

The wave is measured from the very first step, so at the end of the warm-up part of it is already over
and the rate jumps down. The wave should begin where the warm-up ends.

Hint: at step warmup the fraction of the wave that is done is 0.
"""

import math


def warmup_cosine(lr, step, warmup, total):
    if step < warmup:
        return lr * step / warmup
    if step >= total:
        return 0.0
    return lr * (1 + math.cos(math.pi * step / total)) / 2
