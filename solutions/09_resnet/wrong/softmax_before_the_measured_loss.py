"""applies softmax before the cross-entropy when it evaluates

Cross-entropy takes logits and does the softmax itself. Done twice, even a perfect network has a loss far from zero.

Hint: what does F.cross_entropy expect as its first argument?
"""

import torch
from torch.nn import functional as F


def evaluate(model, loader):
    device = next(model.parameters()).device
    modes = [(module, module.training) for module in model.modules()]
    loss, correct, count = 0.0, 0, 0
    model.eval()
    with torch.no_grad():
        for images, labels in loader:
            labels = labels.to(device)
            probabilities = torch.softmax(model(images.to(device)), dim=1)
            loss += F.cross_entropy(probabilities, labels, reduction="sum").item()
            correct += (probabilities.argmax(1) == labels).sum().item()
            count += len(labels)
    for module, training in modes:
        module.training = training
    return loss / count, correct / count
