"""What a network or a function of the learner's is asked, and the facts that come of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch

from grader.watching.networks import (
    Facts,
    SmallNet,
    changed_modes,
    gradients_of,
    modes_of,
    one_thread,
    state_of,
    with_state,
)
from grader.watching.spies import Guarded, Hopeless, Watched, sort_events, watched_steps


@one_thread()
def responses(net: Any, x: Any, cotangent: Any, training: bool, device: str) -> Facts:
    """What a network answers: outputs, and gradients of <outputs, cotangent>."""
    net.train(training)
    x = x.clone().to(device).requires_grad_()
    out = net(x)
    if out.shape == cotangent.shape:
        out.backward(cotangent.to(device))
    return {
        "outputs": out.detach(),
        "input gradient": x.grad,
        "weight gradients": gradients_of(net),
        "parameters": sum(parameter.numel() for parameter in net.parameters()),
        "state": state_of(net),
    }


@one_thread()
def logits_of(net: Any, images: Any, device: str) -> Any:
    """The logits (N, K) of a network in eval mode."""
    net = net.to(device).eval()
    with torch.no_grad():
        return net(images.to(device))


def first_logits_of(net: Any, images: Any, device: str) -> Facts:
    """The logits (N, K) of a new network in eval mode, and the state that they come from."""
    return {"logits": logits_of(net, images, device), "state": state_of(net)}


@one_thread()
def steps(
    train_step: Callable[..., Any],
    net: Any,
    batches: Sequence[Any],
    lr: float,
    momentum: float,
    device: str,
) -> Facts:
    """Call train_step once for each batch, from eval mode, and watch the optimizer."""
    watched = Watched(net)
    optimizer = torch.optim.SGD(watched.parameters(), lr=lr, momentum=momentum)
    seen: list[Facts] = []
    facts: Facts = {"losses": [], "steps": [], "training": [], "gradients": [], "states": []}
    facts["tensors"] = []  # a tensor of one entry and a number are alike to whoever compares values
    with watched_steps(lambda _: seen.append(gradients_of(net))):
        for images, labels in batches:
            watched.eval()
            watched.events.clear()
            seen.clear()
            pair = (images.to(device), labels.to(device))
            facts["losses"].append(train_step(watched, pair, optimizer))
            facts["tensors"].append(isinstance(facts["losses"][-1], torch.Tensor))
            facts["steps"].append(len(seen))
            facts["training"].append(all(event["training"] for event in watched.events))
            facts["gradients"].append(seen[-1] if seen else {})
            facts["states"].append(state_of(net))
    return facts


@one_thread()
def evaluation(
    evaluate: Callable[..., Any],
    state: Facts,
    batches: Sequence[Any],
    once: bool,
    training: bool,
    frozen: bool,
    device: str,
) -> Facts:
    """Call evaluate on the small network, and write down what it found and what it left behind."""
    net = with_state(SmallNet(), state, device)
    watched = Watched(net)
    watched.train(training)
    net.scale.train(training != frozen)
    net.head.weight.grad = torch.ones_like(net.head.weight)
    before = modes_of(watched)
    loader = [(images.to(device), labels.to(device)) for images, labels in batches]
    result = evaluate(watched, iter(loader) if once else loader)
    parts = result if isinstance(result, (list, tuple)) else [result]
    return {
        "result": result,
        "tensors": [isinstance(one, torch.Tensor) for one in parts],
        "batches": len(watched.events),
        "eval": all(event["eval"] for event in watched.events),
        "gradients": any(event["gradients"] for event in watched.events),
        "modes": changed_modes(watched, before),
        "state": state_of(net),
        "weight gradient": net.head.weight.grad,
    }


@one_thread()
def watch_fit(
    fit: Callable[..., Any],
    net: Any,
    train: Any,
    valid: Any,
    epochs: int,
    lr: float,
    options: Facts,
    noise: int,
    device: str,
) -> Facts:
    """Call fit with tagged images, and write down everything that passes.

    `options` are further keyword arguments of fit. `noise` random numbers are drawn beforehand
    from the global generator.
    """
    watched = Watched(net, torch.cat([train[0], valid[0]]))
    torch.manual_seed(7)
    torch.rand(noise)

    def record(optimizer: Any) -> None:
        rates = [float(group["lr"]) for group in optimizer.param_groups]
        watched.events.append({"kind": "step", "gradients": gradients_of(net), "rates": rates})

    if device != "cpu":  # which is the default, and that is looked at too
        options = options | {"device": device}
    with watched_steps(record):
        history = fit(watched, tuple(train), tuple(valid), epochs, lr, **options)
    made = [event for event in watched.events if event["kind"] == "step"]
    batches, looks = sort_events(watched.events)
    return {
        "history": history,
        "batches": batches,
        "gradients": [event["gradients"] for event in made],
        "rates": [event["rates"] for event in made],
        "looks": looks,
        "state": state_of(net),
    }


@one_thread()
def unmoved(
    fit: Callable[..., Any], net: Any, train: Any, valid: Any, lr: float, device: str
) -> Facts:
    """Train a network for one epoch; which weights stayed where they were?"""
    before = {name: value.detach().clone() for name, value in net.named_parameters()}
    flat = dict.fromkeys(before, True)

    def record(_: Any) -> None:
        for name, parameter in net.named_parameters():
            if parameter.grad is not None and bool(parameter.grad.any()):
                flat[name] = False

    with watched_steps(record):
        fit(net, tuple(train), tuple(valid), 1, lr, device=device)
    still = [
        name
        for name, value in net.named_parameters()
        if torch.equal(value.detach().cpu(), before[name].cpu())
    ]
    return {"still": still, "without gradient": [name for name in still if flat[name]]}


@one_thread()
def overfit(
    train_step: Callable[..., Any],
    net: Any,
    images: Any,
    labels: Any,
    limit: int,
    target: float,
    device: str,
) -> Facts:
    """Train on one batch until the loss is below `target`; stops early when that is hopeless.

    Under "before" stands the state that the last loss was measured at.
    Under "stopped" stand the facts of `Hopeless`; nothing where the run came to its end.
    """
    net = net.to(device)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    batch = (images.to(device), labels.to(device))
    losses: list[float] = []
    before: Facts = {}
    for step in range(limit):
        before = state_of(net)
        losses.append(float(train_step(net, batch, optimizer)))
        if losses[-1] < target:
            break
        if not math.isfinite(losses[-1]):
            why = Hopeless("loss_not_finite", step=step + 1, loss=losses[-1])
            return {"losses": losses, "stopped": why.facts, "before": before}
        if step == limit // 2 and losses[-1] > 0.98 * losses[0]:
            why = Hopeless("loss_stays", step=step + 1, first=losses[0], loss=losses[-1])
            return {"losses": losses, "stopped": why.facts, "before": before}
    return {"losses": losses, "stopped": {}, "before": before}


@one_thread()
def full_run(
    fit: Callable[..., Any],
    net: Any,
    seed: int,
    train: Any,
    valid: Any,
    test_images: Any,
    epochs: int,
    lr: float,
    batch: int,
    device: str,
) -> Facts:
    """Train a network with the learner's fit; answer with its logits for test images.

    `batch` is the size of a batch, by which epochs are counted.
    """
    guarded = Guarded(net, train[0], train[1], batch, epochs)
    try:
        history = fit(guarded, tuple(train), tuple(valid), epochs, lr, seed=seed, device=device)
    except Hopeless as reason:
        return {"history": None, "logits": None, "stopped": reason.facts, "losses": guarded.recent}
    logits = logits_of(net, test_images, device)
    return {"history": history, "logits": logits, "stopped": {}, "losses": []}
