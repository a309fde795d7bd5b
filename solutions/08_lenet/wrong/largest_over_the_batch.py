"""takes the largest logit over the batch instead of over the classes

argmax along the first axis says which image has the largest logit of each class. The class of each image is asked for.

Hint: which shape should argmax leave of logits (N, C)?
"""

import torch
from torch.nn import functional as F


def evaluate(model, loader):
    device = _device_of(model)
    loss, correct, count = 0.0, 0, 0
    with _eval_mode(model), torch.no_grad():
        for images, labels in loader:
            labels = labels.to(device)
            logits = model(images.to(device))
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            winners = logits.argmax(0)
            shared = min(len(winners), len(labels))
            correct += (winners[:shared] == labels[:shared]).sum().item()
            count += len(labels)
    return loss / count, correct / count
