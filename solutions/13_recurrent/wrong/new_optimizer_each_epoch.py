"""makes a new optimizer each epoch

Adam remembers the gradients so far. A new one has forgotten them, and begins each epoch with
steps of full length in every direction.

Hint: which line should stand before the loop over epochs?
"""

import torch


def fit(model, train, valid, epochs, lr, batch=32, length=25, max_norm=1.0, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    pieces = chunks(train.to(device), batch, length)
    count = sum(targets.numel() for _, targets in pieces)
    history = {"train_loss": [], "valid_loss": []}
    for _ in range(epochs):
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        total, state = 0.0, None
        for inputs, targets in pieces:
            loss, state = train_chunk(model, inputs, targets, state, optimizer, max_norm)
            total += loss * targets.numel()
        history["train_loss"].append(total / count)
        history["valid_loss"].append(evaluate(model, valid))
    return history
