"""squares large numbers in float32

The largest float32 is about 3.4e38, so the square of 1e25 becomes infinity, and max_norm /
infinity is 0: an exploding gradient is turned into none at all, without a word.

Hint: in which dtype is the sum of squares taken?
"""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    with np.errstate(over="ignore"):
        norm = float(np.sqrt(sum(np.sum(np.square(g)) for g in grads.values())))
    if norm <= max_norm:
        return dict(grads), norm
    return {name: g * (max_norm / norm) for name, g in grads.items()}, norm
