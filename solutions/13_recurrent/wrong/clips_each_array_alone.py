"""clips each array by its own norm

All arrays together are one gradient. If each gets a factor of its own, their lengths change
relative to one another, and the step goes in another direction.

Hint: how many norms are there, and how many factors?
"""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    norms = {name: np.sqrt(np.sum(np.square(g, dtype=np.float64))) for name, g in grads.items()}
    norm = float(np.sqrt(sum(one**2 for one in norms.values())))
    clipped = {
        name: g * float(max_norm / norms[name]) if norms[name] > max_norm else g
        for name, g in grads.items()
    }
    return clipped, norm
