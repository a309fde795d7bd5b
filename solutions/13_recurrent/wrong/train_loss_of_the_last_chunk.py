"""reports the loss of the last chunk

One chunk is a small sample, and its loss jumps from epoch to epoch. The mean over all characters
of the epoch is asked for.

Hint: what do you add up in the loop over chunks?
"""

import torch


def fit(model, train, valid, epochs, lr, batch=32, length=25, max_norm=1.0, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    pieces = chunks(train.to(device), batch, length)
    history = {"train_loss": [], "valid_loss": []}
    for _ in range(epochs):
        state = None
        for inputs, targets in pieces:
            loss, state = train_chunk(model, inputs, targets, state, optimizer, max_norm)
        history["train_loss"].append(loss)
        history["valid_loss"].append(evaluate(model, valid))
    return history
