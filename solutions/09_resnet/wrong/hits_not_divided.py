"""counts the right answers instead of taking their share

The number of hits depends on how many images there are. The accuracy is that number divided by them.

Hint: what is the accuracy of a network that is always right?
"""

_evaluate = evaluate


def evaluate(model, loader):
    batches = list(loader)
    loss, accuracy = _evaluate(model, batches)
    return loss, accuracy * sum(len(labels) for _, labels in batches)
