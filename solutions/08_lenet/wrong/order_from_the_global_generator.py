"""draws the order from the global generator

The permutation comes from torch's global generator, and the seed that was handed in is not used.
Two runs with the same seed differ as soon as anything else was drawn before.

Hint: give the permutation a generator of its own.
"""

import torch


def fit(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model.to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    images, labels = train
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in range(epochs):
        total = 0.0
        for chosen in torch.randperm(len(labels)).split(32):
            loss = train_step(model, (images[chosen], labels[chosen]), optimizer)
            total += loss * len(chosen)
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
    return history
