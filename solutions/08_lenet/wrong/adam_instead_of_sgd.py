"""trains with Adam instead of SGD

Adam scales each weight's step by itself, so the same learning rate means other steps.

Hint: which optimizer does the docstring name?
"""

import torch


def fit(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    images, labels = train
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in range(epochs):
        total = 0.0
        for chosen in torch.randperm(len(labels), generator=generator).split(32):
            loss = train_step(model, (images[chosen], labels[chosen]), optimizer)
            total += loss * len(chosen)
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
    return history
