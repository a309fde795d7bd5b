"""applies softmax before the cross-entropy

The function takes logits and applies softmax itself. With another softmax before it, the loss
cannot fall below 1.461, though the accuracy looks fine.

Hint: follow the values from the network to the loss; how many times does exp act on them?
"""

import torch
from torch.nn import functional as F


def train_step(model, batch, optimizer):
    images, labels = batch
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(torch.softmax(model(images), dim=1), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
