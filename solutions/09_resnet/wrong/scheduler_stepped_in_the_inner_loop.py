"""steps a schedule of epochs in the loop over batches

The scheduler was told how many epochs there are, but it is stepped after every batch. Within the
first epoch the rate falls to zero, and then it rises again.

Hint: print the learning rate at every step of the first epoch. In which loop does the schedule's
step belong?
"""

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
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=epochs)
    images, labels = train
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": [], "lr": []}
    for epoch in range(epochs):
        rate = schedule.get_last_lr()[0]
        total = 0.0
        for chosen in torch.randperm(len(labels), generator=generator).split(64):
            batch = augment(images[chosen], generator) if augmenting else images[chosen]
            total += train_step(model, (batch, labels[chosen]), optimizer) * len(chosen)
            schedule.step()
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
        history["lr"].append(rate)
    return history
