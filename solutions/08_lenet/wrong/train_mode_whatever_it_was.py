"""ends in train mode, whatever the mode was

After the measurement the model is put into train mode, although it may have come in eval mode. Its
next prediction then runs in train mode, where batch norm looks at the batch and dropout drops.

Hint: measure a model that is in eval mode, and look at `model.training` afterwards.
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
    model.train()
    return loss / count, correct / count
