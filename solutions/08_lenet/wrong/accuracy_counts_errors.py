"""returns the share of wrong answers

The second number is the error rate. Accuracy is the share of RIGHT answers, so the two add up to 1.

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
            correct += (logits.argmax(1) != labels).sum().item()
            count += len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
