"""lets weight decay pull on batch norm and biases

One weight_decay for the whole optimizer falls on every parameter. Batch norm's scale and shift and
the biases are pulled to zero too, which has nothing to do with large weights and overfitting.

Hint: an optimizer can be given its parameters in several groups, each with settings of its own.
"""

import math

import torch


def fit(
    model,
    train,
    valid,
    epochs,
    lr,
    seed=0,
    device="cpu",
    weight_decay=5e-4,
    augmenting=False,
):
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, weight_decay=weight_decay)
    images, labels = train
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": [], "lr": []}
    for epoch in range(epochs):
        rate = lr * (1 + math.cos(math.pi * epoch / epochs)) / 2
        for group in optimizer.param_groups:
            group["lr"] = rate
        total = 0.0
        for chosen in torch.randperm(len(labels), generator=generator).split(64):
            batch = augment(images[chosen], generator) if augmenting else images[chosen]
            total += train_step(model, (batch, labels[chosen]), optimizer) * len(chosen)
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
        history["lr"].append(rate)
    return history
