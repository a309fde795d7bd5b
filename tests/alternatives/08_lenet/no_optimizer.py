"""fit that moves the weights by itself: momentum by hand, no optimizer object, a shuffled copy."""

import torch
from torch.nn import functional as F  # noqa: N812


def fit(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model.to(device)
    generator = torch.Generator().manual_seed(seed + 17)
    velocity = {name: torch.zeros_like(value) for name, value in model.named_parameters()}
    history = {name: [] for name in ("valid_accuracy", "valid_loss", "train_loss")}
    for _ in range(epochs):
        order = torch.argsort(torch.rand(len(train[1]), generator=generator))
        images, labels = train[0][order], train[1][order]
        model.train()
        losses = []
        for start in range(0, len(order), 32):
            x, y = images[start : start + 32].to(device), labels[start : start + 32].to(device)
            loss = F.cross_entropy(model(x), y)
            named = dict(model.named_parameters())
            gradients = torch.autograd.grad(loss, list(named.values()))
            losses += [loss.item()] * len(y)
            with torch.no_grad():
                for (name, value), gradient in zip(named.items(), gradients, strict=True):
                    velocity[name] = 0.9 * velocity[name] + gradient
                    value -= lr * velocity[name]
        loss, accuracy = evaluate(model, ((x[None], y[None]) for x, y in zip(*valid, strict=True)))
        history["train_loss"].append(sum(losses) / len(losses))
        history["valid_loss"].append(loss)
        history["valid_accuracy"].append(accuracy)
    return history
