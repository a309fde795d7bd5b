"""takes the loss of the last character only

Each character of the chunk has a next one that can be learned. Here all but the last of each row
are read for nothing.

Hint: how many targets does a chunk have?
"""

import torch
from torch.nn import functional as F


def train_chunk(model, inputs, targets, state, optimizer, max_norm):
    optimizer.zero_grad()
    logits, (h, c) = model(inputs, state)
    loss = F.cross_entropy(logits[:, -1], targets[:, -1])
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item(), (h.detach(), c.detach())
