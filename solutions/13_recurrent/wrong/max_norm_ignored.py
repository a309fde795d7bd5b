"""ignores max_norm

The limit is fixed at 1 inside, whatever the caller asks for.

Hint: which arguments of fit are used in its body?
"""

import torch


def fit(model, train, valid, epochs, lr, batch=32, length=25, max_norm=1.0, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    pieces = chunks(train.to(device), batch, length)
    count = sum(targets.numel() for _, targets in pieces)
    history = {"train_loss": [], "valid_loss": []}
    for _ in range(epochs):
        total, state = 0.0, None
        for inputs, targets in pieces:
            loss, state = train_chunk(model, inputs, targets, state, optimizer, 1.0)
            total += loss * targets.numel()
        history["train_loss"].append(total / count)
        history["valid_loss"].append(evaluate(model, valid))
    return history
