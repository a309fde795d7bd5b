"""leaves the model in eval mode

The model goes in in train mode and comes out in eval mode. Whoever trains on afterwards without
thinking of it trains with frozen batch-norm statistics.

Hint: look at `model.training` before and after the call.
"""

import torch
from torch.nn import functional as F


def evaluate(model, loader):
    model.eval()
    loss, correct, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(1) == labels).sum().item()
            count += len(labels)
    return loss / count, correct / count
