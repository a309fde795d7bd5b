"""does not clip the gradients

One chunk with an exploding gradient is enough to throw the weights far away, and training begins
again from there, or ends in nan.

Hint: what is max_norm for?
"""

from torch.nn import functional as F


def train_chunk(model, inputs, targets, state, optimizer, max_norm):
    optimizer.zero_grad()
    logits, (h, c) = model(inputs, state)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    optimizer.step()
    return loss.item(), (h.detach(), c.detach())
