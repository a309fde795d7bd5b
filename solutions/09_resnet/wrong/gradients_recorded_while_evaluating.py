"""records gradients while it evaluates

Every forward pass builds a graph for a backward pass that never comes. The numbers are right, but a
deep network keeps the maps of all its layers for nothing, and a large batch may not fit into
memory.

Hint: torch has a context that switches recording off.
"""

import torch
from torch.nn import functional as F


def evaluate(model, loader):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    loss, correct, count = 0.0, 0, 0
    with torch.enable_grad():
        for images, labels in loader:
            logits = model(images)
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(1) == labels).sum().item()
            count += len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
