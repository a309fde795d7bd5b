"""leaves the model in eval mode

After the first measurement the model stays in eval mode. If the training step does not switch back,
every later epoch trains with frozen statistics.

Hint: look at `model.training` before and after the call.
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
    return loss / count, correct / count
