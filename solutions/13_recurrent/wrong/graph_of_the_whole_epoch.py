"""makes one step an epoch, through all chunks at once

The losses of all chunks are added and the state is never detached, so the graph holds the whole
text. That is backpropagation through time, not truncated: memory grows with the length of the
text, and there is one step where there could be hundreds.

Hint: what is kept until backward is called?
"""

import torch
from torch.nn import functional as F


def fit(model, train, valid, epochs, lr, batch=32, length=25, max_norm=1.0, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    pieces = chunks(train.to(device), batch, length)
    history = {"train_loss": [], "valid_loss": []}
    for _ in range(epochs):
        losses, state = [], None
        for inputs, targets in pieces:
            logits, state = model(inputs, state)
            losses.append(F.cross_entropy(logits.transpose(1, 2), targets, reduction="none"))
        loss = torch.cat(losses, dim=1).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        history["train_loss"].append(loss.item())
        history["valid_loss"].append(evaluate(model, valid))
    return history
