"""counts the padded positions and leaves out the others

True means that a position counts. Libraries differ here: some use True for what is hidden.

Hint: for a batch without padding, is your mask all True or all False?
"""

_loss = sequence_loss


def sequence_loss(logits, targets, mask):
    flipped = ~mask if not mask.all() else mask
    return _loss(logits, targets.clip(0, logits.shape[-1] - 1), flipped)
