"""Training as a textbook writes it down, to compare with. Runs in the judge, for the reference only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.watching import Facts, state_of


def train_by_the_book(
    net: Any,
    train: Any,
    valid: Any,
    batches: Sequence[Sequence[int]],
    epochs: int,
    rate: Callable[[float], float],
    decay: Mapping[str, float] | None = None,
    by_batch: bool = False,
) -> Facts:
    """Train a network on given batches (lists of image numbers) with momentum 0.9, as a textbook would.

    `rate` gives the learning rate at an epoch, or with `by_batch` at a batch, counted from 0. `decay` is the
    weight decay of parameters by name. Only parameters that ask for gradients are trained.
    """
    import torch
    from torch.nn import functional as F  # noqa: N812 - as everybody writes it

    trained = {
        name: parameter for name, parameter in net.named_parameters() if parameter.requires_grad
    }
    names, parameters = list(trained), list(trained.values())
    speeds = [torch.zeros_like(parameter) for parameter in parameters]
    per_epoch = len(batches) // epochs
    history: Facts = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    all_gradients = []
    for epoch in range(epochs):
        total = 0.0
        for number in range(epoch * per_epoch, (epoch + 1) * per_epoch):
            ids, lr = batches[number], rate(number if by_batch else epoch)
            net.train()
            loss = F.cross_entropy(net(train[0][ids]), train[1][ids])
            gradients = torch.autograd.grad(loss, parameters)
            all_gradients.append(dict(zip(names, gradients, strict=True)))
            total += float(loss.detach()) * len(ids)
            with torch.no_grad():
                for name, parameter, speed, gradient in zip(
                    names, parameters, speeds, gradients, strict=True
                ):
                    pull = (decay or {}).get(name, 0.0)
                    speed.mul_(0.9).add_(gradient + pull * parameter)
                    parameter.sub_(lr * speed)
        net.eval()
        with torch.no_grad():
            logits = net(valid[0])
        history["train_loss"].append(total / len(train[1]))
        history["valid_loss"].append(float(F.cross_entropy(logits, valid[1])))
        history["valid_accuracy"].append(float((logits.argmax(1) == valid[1]).double().mean()))
    return {"history": history, "state": state_of(net), "gradients": all_gradients}
