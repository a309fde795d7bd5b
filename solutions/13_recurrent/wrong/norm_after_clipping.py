"""returns the norm after clipping

Whoever asks for the norm wants to see whether gradients explode. After clipping it is never
larger than max_norm, so it tells nothing.

Hint: which of the two norms would you draw over the steps of training?
"""

_clip = clip_by_global_norm


def clip_by_global_norm(grads, max_norm):
    clipped, norm = _clip(grads, max_norm)
    return clipped, min(norm, max_norm)
