"""starts the cosine at twice the rate

1 + cos runs from 2 to 0. Without the factor of one half, the first epoch trains with 2 lr.

Hint: which rate does your formula give for e = 0?
"""

import math

import torch
from torch import nn


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
    decayed, plain = [], []
    for module in model.modules():
        for name, parameter in module.named_parameters(recurse=False):
            if name == "weight" and isinstance(module, (nn.Conv2d, nn.Linear)):
                decayed.append(parameter)
            else:
                plain.append(parameter)
    groups = [{"params": decayed, "weight_decay": weight_decay}, {"params": plain}]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=0.9)
    images, labels = train
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": [], "lr": []}
    for epoch in range(epochs):
        rate = lr * (1 + math.cos(math.pi * epoch / epochs))
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
