"""adds the norms of the arrays

Lengths of parts at right angles do not add up: 3 and 4 make 5, not 7. Add the squares, and take
the root once at the end.

Hint: put all numbers into one long vector. What is its length?
"""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    norm = float(sum(np.sqrt(np.sum(np.square(g, dtype=np.float64))) for g in grads.values()))
    if norm <= max_norm:
        return dict(grads), norm
    return {name: g * (max_norm / norm) for name, g in grads.items()}, norm
