"""averages the loss over batches, the accuracy over samples

cross_entropy gives a mean over the batch. The mean of such means gives a small last batch too much weight.

Hint: by what must a batch's mean be multiplied before it is added?
"""

_evaluate = evaluate


def evaluate(model, loader):
    batches = list(loader)
    _, accuracy = _evaluate(model, batches)
    losses = [_evaluate(model, [batch])[0] for batch in batches]
    return sum(losses) / len(losses), accuracy
