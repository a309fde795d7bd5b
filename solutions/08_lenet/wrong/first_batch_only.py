"""returns after the first batch

The return stands inside the loop: one batch is measured, and the others are never looked at.

Hint: how far is your return indented?
"""

_evaluate = evaluate


def evaluate(model, loader):
    for batch in loader:
        return _evaluate(model, [batch])
