"""clips the gradients

Clipping bounds the length of a step where gradients explode. Nobody asked for it here: where it bites, the weights
take another way.

Hint: which calls does a step need, and which of yours is none of them?
"""

import torch
from torch.nn import functional as F


def train_step(model, batch, optimizer):
    device = _device_of(model)
    images, labels = batch[0].to(device), batch[1].to(device)
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()
