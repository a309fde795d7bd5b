"""forgets the state while it measures

The text is read in pieces, and each begins with zeros. The model is measured without the memory
that it was trained to have.

Hint: what does the model return beside its logits?
"""

import torch
from torch.nn import functional as F


def evaluate(model, tokens):
    tokens = tokens.to(next(model.parameters()).device)
    with torch.no_grad():
        total = 0.0
        for x, y in zip(tokens[:-1].split(4), tokens[1:].split(4)):
            total += F.cross_entropy(model(x[None])[0][0], y, reduction="sum").item()
    return total / (len(tokens) - 1)
