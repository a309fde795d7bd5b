"""falls along a straight line after the warm-up

The rate falls by the same amount at each step. The cosine falls slowly at first, fast in the
middle and slowly again at the end.

Hint: halfway both give lr / 2. And after a quarter of the way?
"""


def warmup_cosine(lr, step, warmup, total):
    if step < warmup:
        return lr * step / warmup
    if step >= total:
        return 0.0
    return lr * (1 - (step - warmup) / (total - warmup))
