"""forgets the root of the norm

The sum of the squares is the square of the norm. For a gradient of length 5 it is 25, and
clipping to 2.5 would leave a tenth in place of a half.

Hint: what is the length of the vector (3, 4)?
"""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    norm = float(sum(np.sum(np.square(g, dtype=np.float64)) for g in grads.values()))
    if norm <= max_norm:
        return dict(grads), norm
    return {name: g * (max_norm / norm) for name, g in grads.items()}, norm
