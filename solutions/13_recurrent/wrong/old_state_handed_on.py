"""returns the state it was given

The next chunk begins where this one began. The model reads on, but it remembers nothing of this
chunk.

Hint: which of the two states was made by the model?
"""

import torch
from torch.nn import functional as F


def train_chunk(model, inputs, targets, state, optimizer, max_norm):
    if state is None:
        zeros = torch.zeros_like(model(inputs, None)[1][0])
        state = zeros.detach(), zeros.detach()
    optimizer.zero_grad()
    logits, (h, c) = model(inputs, state)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item(), tuple(part.detach() for part in state)
