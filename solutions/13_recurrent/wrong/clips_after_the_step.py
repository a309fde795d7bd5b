"""clips after the step

The optimizer has already used the gradients when they are clipped. The step is as long as if
nothing had been clipped.

Hint: between which two lines are gradients ready, and not used yet?
"""

import torch
from torch.nn import functional as F


def train_chunk(model, inputs, targets, state, optimizer, max_norm):
    optimizer.zero_grad()
    logits, (h, c) = model(inputs, state)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    optimizer.step()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    return loss.item(), (h.detach(), c.detach())
