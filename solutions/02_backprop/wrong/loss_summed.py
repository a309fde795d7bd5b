"""sums the loss over the batch instead of taking the mean

A larger batch then has a larger loss, and its gradients are larger too. The learning rate
would have to change with the batch size.

Hint: with all weights 0 and ten classes, the loss is ln 10 for every batch size.
"""


def _softmax_cross_entropy(logits, labels, original=_softmax_cross_entropy):
    loss, dlogits = original(logits, labels)
    return loss * len(labels), dlogits * len(labels)
