"""measures before the epoch instead of at its end

The first entry tells of an untrained network, and what the last epoch brought is never seen.

Hint: where in your loop does evaluate stand?
"""

import torch


def fit(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    images, labels = train
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in range(epochs):
        valid_loss, valid_accuracy = evaluate(model, [valid])
        total = 0.0
        for chosen in torch.randperm(len(labels), generator=generator).split(32):
            loss = train_step(model, (images[chosen], labels[chosen]), optimizer)
            total += loss * len(chosen)
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
    return history
