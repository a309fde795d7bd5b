"""stores a loss for each batch instead of one for each epoch

The list has as many numbers as there were steps, and does not fit beside the two others.

Hint: how many numbers should each list hold after three epochs?
"""

import torch


def fit(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    images, labels = train
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in range(epochs):
        for chosen in torch.randperm(len(labels), generator=generator).split(32):
            loss = train_step(model, (images[chosen], labels[chosen]), optimizer)
            history["train_loss"].append(loss)
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
    return history
