"""hands on the state with its graph

The graph behind the state is kept, and the next chunk adds its own to it. Either PyTorch
complains that the graph was used before, or time and memory grow with every chunk.

Hint: what is requires_grad of the state that you return?
"""

import torch
from torch.nn import functional as F


def train_chunk(model, inputs, targets, state, optimizer, max_norm):
    optimizer.zero_grad()
    logits, (h, c) = model(inputs, state)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item(), (h, c)
