"""sends a gradient into padded positions

The loss leaves padding out, but its gradient does not. A loss that does not depend on a number
has the slope 0 there.

Hint: change a logit at a padded position. Does the loss change?
"""

import numpy as np


def sequence_loss(logits, targets, mask):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    places = np.where(mask, targets, 0)[..., None]
    each = -np.take_along_axis(log_p, places, -1)[..., 0]
    d = np.exp(log_p)
    np.put_along_axis(d, places, np.take_along_axis(d, places, -1) - 1, -1)
    return float(each[mask].mean()), d / np.count_nonzero(mask)
