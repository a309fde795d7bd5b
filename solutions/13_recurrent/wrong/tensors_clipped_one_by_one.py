"""clips each weight tensor alone

All tensors together are one gradient and get one factor. Clipped one by one, their lengths change
relative to one another.

Hint: how often is clip_grad_norm_ called in a step?
"""

import torch
from torch.nn import functional as F


def train_chunk(model, inputs, targets, state, optimizer, max_norm):
    optimizer.zero_grad()
    logits, (h, c) = model(inputs, state)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    for parameter in model.parameters():
        torch.nn.utils.clip_grad_norm_([parameter], max_norm)
    optimizer.step()
    return loss.item(), (h.detach(), c.detach())
