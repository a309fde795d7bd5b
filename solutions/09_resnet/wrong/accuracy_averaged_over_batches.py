"""averages the accuracy over batches, the loss over samples

The last batch may be small; its accuracy then weighs as much as that of a full one.

Hint: by what do you divide the hits?
"""

_evaluate = evaluate


def evaluate(model, loader):
    batches = list(loader)
    loss, _ = _evaluate(model, batches)
    hits = [_evaluate(model, [batch])[1] for batch in batches]
    return loss, sum(hits) / len(hits)
