"""gives the accuracy in percent

The accuracy is a hundred times too large. It is a share, from 0 to 1; percent are for a sentence
that a human reads.

Hint: what should a perfect model get?
"""

import torch
from torch.nn import functional as F


def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    loss, correct, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(1) == labels).sum().item()
            count += len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, 100 * correct / count
