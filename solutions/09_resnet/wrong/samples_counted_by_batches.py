"""computes the number of samples from the number of batches

The number of batches times the size of one of them is taken for the number of samples. The last
batch is often smaller, and then the means are wrong. And an iterator cannot say how many batches
will come.

Hint: count the labels of each batch while you go through them.
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
            count = len(loader) * len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
