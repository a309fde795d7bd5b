"""records gradients while it measures

Nothing is learned here, but PyTorch keeps every intermediate result of the whole text for a
backward pass that never comes.

Hint: which context switches recording off?
"""

from torch.nn import functional as F


def evaluate(model, tokens):
    tokens = tokens.to(next(model.parameters()).device)
    logits, _ = model(tokens[None, :-1])
    return F.cross_entropy(logits[0], tokens[1:]).item()
