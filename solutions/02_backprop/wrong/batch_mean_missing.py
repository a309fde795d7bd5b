"""leaves out 1/N in the gradients

The loss is a mean over the batch, so each example counts with 1/N. The gradients here are
those of the sum: N times too large. Then the right learning rate depends on the batch size.

Hint: repeat every example of a batch. The loss stays the same; what about your gradients?
"""


def _softmax_cross_entropy(logits, labels, original=_softmax_cross_entropy):
    loss, dlogits = original(logits, labels)
    return loss, dlogits * len(labels)
