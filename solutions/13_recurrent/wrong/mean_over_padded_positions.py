"""divides by all positions, padded ones included

The sum leaves padded positions out, but the divisor counts them. The more padding a batch has,
the smaller its loss and its gradient look.

Hint: a batch of one character and nine paddings: by what do you divide?
"""

import numpy as np


def sequence_loss(logits, targets, mask):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    places = np.where(mask, targets, 0)[..., None]
    each = -np.take_along_axis(log_p, places, -1)[..., 0]
    d = np.exp(log_p)
    np.put_along_axis(d, places, np.take_along_axis(d, places, -1) - 1, -1)
    d = (d * mask[..., None]).astype(logits.dtype) / mask.size
    return float((each * mask).sum() / mask.size), d
