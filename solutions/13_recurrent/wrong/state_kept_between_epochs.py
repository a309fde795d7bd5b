"""carries the state into the next epoch

An epoch begins at the start of the text again. What was read at its end has nothing to do with
that.

Hint: where is the state set to None: before the epochs or inside the loop over them?
"""

import torch


def fit(model, train, valid, epochs, lr, batch=32, length=25, max_norm=1.0, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    pieces = chunks(train.to(device), batch, length)
    count = sum(targets.numel() for _, targets in pieces)
    history = {"train_loss": [], "valid_loss": []}
    state = None
    for _ in range(epochs):
        total = 0.0
        for inputs, targets in pieces:
            loss, state = train_chunk(model, inputs, targets, state, optimizer, max_norm)
            total += loss * targets.numel()
        history["train_loss"].append(total / count)
        history["valid_loss"].append(evaluate(model, valid))
    return history
