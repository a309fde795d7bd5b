"""takes plain gradient steps by itself

The weights are changed by hand with a fixed learning rate, and the optimizer that was handed in is
never asked. Its momentum and its learning rate have no effect.

Hint: the third argument of train_step knows how to move the weights.
"""

import torch
from torch.nn import functional as F


def train_step(model, batch, optimizer):
    images, labels = batch
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= 0.05 * parameter.grad
    return loss.item()
