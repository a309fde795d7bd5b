"""keeps only what the last batch gave

Loss and hits are set anew in each round of the loop where they should be added up. What is returned
is about the last batch, and the others might as well not have been there.

Hint: two batches, the first all right and the second all wrong: what is the accuracy of both
together?
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
            loss = F.cross_entropy(logits, labels, reduction="sum").item()
            correct = (logits.argmax(1) == labels).sum().item()
            count = len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
