"""uses Nesterov's momentum

It looks ahead by one step of the velocity. That often helps, but it is another optimizer than plain momentum 0.9.

Hint: which arguments does your optimizer have besides lr and momentum?
"""

import torch


def fit(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, nesterov=True)
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
