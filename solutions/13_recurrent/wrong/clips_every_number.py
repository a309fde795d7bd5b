"""clips every number by itself

Each number is cut to the range from -max_norm to max_norm. Large ones shrink and small ones stay,
so the gradient points elsewhere afterwards.

Hint: is the ratio of two entries the same before and after?
"""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    norm = float(np.sqrt(sum(np.sum(np.square(g, dtype=np.float64)) for g in grads.values())))
    return {name: np.clip(g, -max_norm, max_norm) for name, g in grads.items()}, norm
