"""returns the accuracy first and the loss second

Both are plain numbers, so nothing complains; but whoever unpacks them takes one for the other.

Hint: read the order in the first line of the docstring.
"""

_evaluate = evaluate


def evaluate(model, loader):
    loss, accuracy = _evaluate(model, loader)
    return accuracy, loss
