"""goes through the loader twice

The batches are measured in one loop and counted in another. A generator is used up after the first
loop, and in the second nothing comes any more.

Hint: can one loop do both?
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
    count = sum(len(labels) for _, labels in loader)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
