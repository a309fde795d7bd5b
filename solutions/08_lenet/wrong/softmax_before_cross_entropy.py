"""applies softmax before the cross-entropy

The loss is the cross-entropy of probabilities. The function applies log-softmax itself, so softmax
acts twice. The digits are still told apart, which hides it, but even a perfect network keeps a loss
of 1.461.

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
