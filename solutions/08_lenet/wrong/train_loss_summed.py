"""adds the losses of the steps up instead of averaging them

The sum grows with the number of batches, so the curve of training lies high above that of validation.

Hint: by what do you divide?
"""

import torch


def fit(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    images, labels = train
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in range(epochs):
        total = 0.0
        for chosen in torch.randperm(len(labels), generator=generator).split(32):
            loss = train_step(model, (images[chosen], labels[chosen]), optimizer)
            total += loss
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["train_loss"].append(total)
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
    return history
