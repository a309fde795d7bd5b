"""measures before the epoch in place of after it

The first number of valid_loss belongs to a model that has learned nothing yet, and what the last
epoch brought is never seen.

Hint: which line comes last in the loop over epochs?
"""

import torch


def fit(model, train, valid, epochs, lr, batch=32, length=25, max_norm=1.0, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    pieces = chunks(train.to(device), batch, length)
    count = sum(targets.numel() for _, targets in pieces)
    history = {"train_loss": [], "valid_loss": []}
    for _ in range(epochs):
        history["valid_loss"].append(evaluate(model, valid))
        total, state = 0.0, None
        for inputs, targets in pieces:
            loss, state = train_chunk(model, inputs, targets, state, optimizer, max_norm)
            total += loss * targets.numel()
        history["train_loss"].append(total / count)
    return history
