"""returns both measures as tensors

Loss and hits are added up as tensors and never turned into numbers. They look like numbers when
printed, but they cannot be written to a file as such, and on a GPU each keeps memory there.

Hint: which method of a tensor with one entry gives a Python number?
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
            loss += F.cross_entropy(logits, labels, reduction="sum")
            correct += (logits.argmax(1) == labels).sum()
            count += len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
