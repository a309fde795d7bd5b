"""averages the train loss over chunks

The last chunk may be shorter. A mean over chunks gives its characters more weight than the
others.

Hint: weigh each loss with the number of its characters.
"""

import torch


def fit(model, train, valid, epochs, lr, batch=32, length=25, max_norm=1.0, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    pieces = chunks(train.to(device), batch, length)
    history = {"train_loss": [], "valid_loss": []}
    for _ in range(epochs):
        total, state = 0.0, None
        for inputs, targets in pieces:
            loss, state = train_chunk(model, inputs, targets, state, optimizer, max_norm)
            total += loss
        history["train_loss"].append(total / len(pieces))
        history["valid_loss"].append(evaluate(model, valid))
    return history
