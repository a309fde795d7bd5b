"""returns the loss in bits

A logarithm to the base 2 counts bits, the natural one nats. A bit is 0.693 nats.

Hint: what should a new model of 40 characters give: 3.69 or 5.32?
"""

import torch
from torch.nn import functional as F


def evaluate(model, tokens):
    tokens = tokens.to(next(model.parameters()).device)
    with torch.no_grad():
        logits, _ = model(tokens[None, :-1])
    return F.cross_entropy(logits[0], tokens[1:]).item() / 0.6931471805599453
