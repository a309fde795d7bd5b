"""returns the accuracy as a tensor

The hits are added up as tensors, so their share is a tensor too, and a history of such values is a
list of tensors. A plain Python number is asked for.

Hint: where in the loop does a tensor become a number, and where not?
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
            correct += (logits.argmax(1) == labels).sum()
            count += len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
