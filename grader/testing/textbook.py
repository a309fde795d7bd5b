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
    altered: Sequence[Any] = (),
) -> Facts:
    """Train a network on given batches (lists of image numbers) with momentum 0.9, as a textbook would.

    `rate` gives the learning rate at an epoch, or with `by_batch` at a batch, counted from 0. `decay` is the
    weight decay of parameters by name. Only parameters that ask for gradients are trained. `altered` holds, for
    each batch, the images to train on in place of those with its numbers, or None.
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
    all_gradients, states = [], []
    for epoch in range(epochs):
        total = 0.0
        for number in range(epoch * per_epoch, (epoch + 1) * per_epoch):
            ids, lr = batches[number], rate(number if by_batch else epoch)
            states.append(state_of(net))
            net.train()
            other = altered[number] if altered else None
            images = train[0][ids] if other is None else other
            loss = F.cross_entropy(net(images), train[1][ids])
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
    return {
        "history": history,
        "state": state_of(net),
        "states": states,  # before each batch
        "gradients": all_gradients,
    }


def repeat_each_batch(net: Any, train: Any, batches: Sequence[Facts]) -> list[Facts]:
    """What each batch of a run must have come to, at the weights that the run itself had then.

    `net` has the layout of the network that was trained; its weights are replaced. `train` is
    (images (N, C, H, W), labels (N,)), and `batches` are those of `watch_fit`. Each answer has the
    "gradients" of the mean cross-entropy by parameter, and the "buffers" after the pass by name.
    """
    import torch
    from torch.nn import functional as F  # noqa: N812 - as everybody writes it

    parameters = {name: p for name, p in net.named_parameters() if p.requires_grad}
    answers = []
    for batch in batches:
        net.load_state_dict(batch["state"])
        net.train()
        images = train[0][batch["ids"]] if batch["images"] is None else batch["images"]
        loss = F.cross_entropy(net(images), train[1][batch["ids"]])
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        buffers = {name: value.clone() for name, value in net.named_buffers()}
        answers.append(
            {"gradients": dict(zip(parameters, gradients, strict=True)), "buffers": buffers}
        )
    return answers
