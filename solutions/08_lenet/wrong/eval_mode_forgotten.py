"""evaluates in train mode

The model is measured in the mode it happens to be in. In train mode batch norm uses the statistics
of the test batch, and even learns from it; dropout goes on dropping. A network without such layers
hides the mistake.

Hint: which layers behave differently in the two modes? Which of them change something in a forward
pass?
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
