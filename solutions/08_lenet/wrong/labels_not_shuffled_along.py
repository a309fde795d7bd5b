"""shuffles the images but not the labels

The images of a batch are chosen by the permutation, the labels are taken in the order of the file.
Nearly every image gets a label that belongs to another one, and the network can only learn how
frequent each label is.

Hint: check one pair of a batch by hand: is this the label of this image?
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
        place = 0
        for chosen in torch.randperm(len(labels), generator=generator).split(32):
            loss = train_step(
                model, (images[chosen], labels[place : place + len(chosen)]), optimizer
            )
            place += len(chosen)
            total += loss * len(chosen)
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
    return history
