"""averages the accuracy over batches, the loss over samples

The loss is right. The accuracy is the mean of the batches' accuracies, so the samples of a small
last batch weigh more than the others.

Hint: add up hits and samples, and divide once at the end.
"""

import torch
from torch.nn import functional as F


def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    loss, correct, count, batches = 0.0, 0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(1) == labels).double().mean().item()
            count += len(labels)
            batches += 1
    for module, training in modes:
        module.training = training
    return loss / count, correct / batches
