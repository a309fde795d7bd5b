"""counts the right answers

The second number is how many answers are right, not which share of them. It grows with the data, so
two sets of other sizes cannot be compared.

Hint: what should a perfect model get, on 10 samples and on 1,000?
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
    return loss / count, correct
