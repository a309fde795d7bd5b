"""returns the sum of the losses instead of their mean

The sum grows with the number of samples, so that two sets of different sizes cannot be compared.

Hint: divide the loss by what you divide the hits by.
"""

_evaluate = evaluate


def evaluate(model, loader):
    batches = list(loader)
    loss, accuracy = _evaluate(model, batches)
    return loss * sum(len(labels) for _, labels in batches), accuracy
