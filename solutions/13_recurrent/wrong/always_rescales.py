"""gives every gradient the length max_norm

Short gradients are made longer. Near a minimum, where gradients are small, that throws training
out again. Clipping only shortens.

Hint: what should happen to a gradient of norm 0.1 if 5 is the limit?
"""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    norm = float(np.sqrt(sum(np.sum(np.square(g, dtype=np.float64)) for g in grads.values())))
    factor = max_norm / norm if norm else 1.0
    return {name: g * factor for name, g in grads.items()}, norm
