"""draws the images with replacement

Some images are seen twice in an epoch and others not at all. An epoch goes through all of them once, in a random order.

Hint: what tells a permutation from a list of random numbers?
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
        for chosen in torch.randint(len(labels), (len(labels),), generator=generator).split(32):
            loss = train_step(model, (images[chosen], labels[chosen]), optimizer)
            total += loss * len(chosen)
        valid_loss, valid_accuracy = evaluate(model, [valid])
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
    return history
