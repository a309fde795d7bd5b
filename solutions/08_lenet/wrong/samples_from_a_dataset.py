"""asks the loader for its dataset

The number of samples comes from `loader.dataset`, which only PyTorch's own DataLoader has. A list
of batches or a generator is a loader too.

Hint: what can be counted while the batches pass?
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
    count = len(loader.dataset)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
