"""evaluates in train mode

The model is measured in train mode. Batch norm then uses the statistics of the very batch it is
asked about, so an answer depends on which images stand beside it, and the running statistics move
although nothing is trained.

Hint: evaluate the same images in batches of 4 and of 8. Should the answers differ?
"""

import torch
from torch.nn import functional as F


def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    loss, correct, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(1) == labels).sum().item()
            count += len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
