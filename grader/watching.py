"""Watches a training loop from beside it: for harnesses, so it runs in the worker with the learner's code.

Nothing here knows how a training loop is written. It looks at what every loop must do: images pass
through a model in some mode, gradients lie in the parameters when an optimizer steps, weights move.
Whatever is found goes back as plain data; the checks decide (`training` words them). The judge sends
this file to the worker when a harness imports it. It imports nothing of ours.
"""

from __future__ import annotations

import contextlib
import copy
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - as everybody writes it
from torch.optim.optimizer import register_optimizer_step_pre_hook

FIRST_TAG, TAG_STEP = 0.6, 0.001  # the brightest pixel of a tagged image says which image it is
PATIENCE = 3.0  # epochs after which a run must be better than guessing
GUESSING = 0.97  # of the loss of guessing

Facts = dict[str, Any]


def tell(epoch: int, epochs: int, loss: float | None) -> None:
    """Print a line that the grader shows while we train, and takes out of what the learner printed."""
    shown = round(loss, 4) if loss is not None and math.isfinite(loss) else None
    line = {"epoch": epoch, "epochs": epochs, "loss": shown}
    with contextlib.suppress(OSError, ValueError):
        print("\x1eprogress " + json.dumps(line), flush=True)


class Hopeless(Exception):
    """A run that cannot succeed any more. The message says what was seen."""


class SmallNet(nn.Module):
    """A network of our own with batch norm, so that a loop is judged without the learner's network."""

    def __init__(self, channels: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, 6, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(6)
        self.fc = nn.Linear(24, 10)

    def forward(self, x: Any) -> Any:
        x = torch.relu(self.bn(self.conv(x)))
        half = [part.mean((2, 3)) for rows in x.chunk(2, 2) for part in rows.chunk(2, 3)]
        return self.fc(torch.cat(half, 1))


class Watched(nn.Module):
    """Hands images on to a network, and writes down which ones, in which mode.

    With the tagged `originals` it also knows which images pass, and which were altered.
    """

    def __init__(self, net: Any, originals: Any = None) -> None:
        super().__init__()
        self.net, self.originals = net, originals
        self.events: list[Facts] = []

    def forward(self, x: Any) -> Any:
        ids = [] if self.originals is None else identify(x, len(self.originals))
        self.events.append(
            {
                "kind": "forward",
                "ids": ids,
                "prints": [round(float(image.sum()), 9) for image in _weighted(x)] if ids else [],
                "size": len(x),
                "training": all(module.training for module in self.net.modules()),
                "eval": not any(module.training for module in self.net.modules()),
                "gradients": torch.is_grad_enabled(),
                "altered": [
                    i < 0 or not torch.equal(image, self.originals[i])
                    for i, image in zip(ids, x.detach().cpu(), strict=False)
                ],
            }
        )
        return self.net(x)


class Guarded(nn.Module):
    """Hands images on to a network, and stops a run that has become hopeless."""

    def __init__(self, net: Any, images: Any, labels: Any, batch: int, epochs: int) -> None:
        super().__init__()
        self.net = net
        self.weights = torch.linspace(1.0, 2.0, images[0].numel(), dtype=torch.float64)
        self.prints, order = (images.double().flatten(1).cpu() @ self.weights).sort()
        self.labels = labels.cpu()[order]
        self.per_epoch, self.epochs = math.ceil(len(labels) / batch), epochs
        self.limit = math.ceil(PATIENCE * len(labels) / batch)
        self.guess = math.log(10)
        self.recent: list[float] = []
        self.steps = 0
        self.start = [parameter.detach().clone() for parameter in net.parameters()]
        tell(0, epochs, None)

    def forward(self, x: Any) -> Any:
        logits = self.net(x)
        if torch.is_grad_enabled():
            self._look(x, logits.detach())
        return logits

    def _look(self, x: Any, logits: Any) -> None:
        self.steps += 1
        if not bool(torch.isfinite(logits).all()):
            raise Hopeless(f"at step {self.steps} the network's outputs are not finite any more")
        if self.steps == 10 and all(
            torch.equal(old.to(new.device), new)
            for old, new in zip(self.start, self.net.parameters(), strict=True)
        ):
            raise Hopeless("after 9 steps not one weight has moved")
        prints = x.detach().double().flatten(1).cpu() @ self.weights
        places = torch.searchsorted(self.prints, prints - 1e-9).clamp(max=len(self.labels) - 1)
        if bool(((self.prints[places] - prints).abs() < 1e-6).all()):
            self.recent.append(float(F.cross_entropy(logits.cpu(), self.labels[places])))
        epoch, rest = divmod(self.steps, self.per_epoch)
        if not rest and epoch <= self.epochs:
            last = self.recent[-self.per_epoch :]
            tell(epoch, self.epochs, sum(last) / len(last) if last else None)
        if self.steps == self.limit and len(self.recent) >= 20:
            late = sum(self.recent[-20:]) / 20
            if late > GUESSING * self.guess:
                raise Hopeless(
                    f"after {self.steps} steps the loss of the logits is still {late:.3f}, "
                    f"and guessing gives {self.guess:.3f}"
                )


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """One thread: networks this small gain little from more, and lose much on a busy machine."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@contextlib.contextmanager
def watched_steps(record: Callable[[Any], None]) -> Iterator[None]:
    """Call `record(optimizer)` whenever gradients are ready for a step of any optimizer."""

    def before_step(optimizer: Any, arguments: Any, options: Any) -> Any:
        closure = options.get("closure") or (arguments[1] if len(arguments) > 1 else None)
        if closure is None:
            record(optimizer)
            return None

        def watched_closure() -> Any:
            loss = closure()
            record(optimizer)
            return loss

        return (arguments[0], watched_closure), {}

    hook = register_optimizer_step_pre_hook(before_step)
    try:
        yield
    finally:
        hook.remove()


def identify(images: Any, tags: int) -> list[int]:
    """The numbers of tagged images, -1 for an image that is none of them."""
    brightest = images.detach().double().flatten(1).amax(1).cpu()
    numbers = ((brightest - FIRST_TAG) / TAG_STEP).round().long()
    known = (numbers >= 0) & (numbers < tags)
    exact = (FIRST_TAG + TAG_STEP * numbers - brightest).abs() < 1e-6
    found: list[int] = torch.where(known & exact, numbers, -1).tolist()
    return found


def _weighted(images: Any) -> Any:
    """Images with every pixel weighted by its place, so that a sum tells a shift or a flip."""
    images = images.detach().double().cpu()
    places = torch.linspace(1.0, 2.0, images[0].numel(), dtype=torch.float64)
    return images * places.view_as(images[0])


def gradients_of(model: Any) -> Facts:
    """A copy of each parameter's gradient, None where there is none."""
    return {
        name: None if parameter.grad is None else parameter.grad.detach().clone().cpu()
        for name, parameter in model.named_parameters()
    }


def state_of(model: Any) -> Facts:
    """A copy of the state dict, on the CPU."""
    return {name: value.detach().clone().cpu() for name, value in model.state_dict().items()}


def modes_of(model: Any) -> dict[str, bool]:
    """Whether each submodule is in train mode."""
    return {name: module.training for name, module in model.named_modules()}


def changed_modes(model: Any, before: Mapping[str, bool]) -> list[str]:
    """The names of the submodules that are in another mode than before."""
    return [name or "the model" for name, mode in modes_of(model).items() if before[name] != mode]


def small_state(seed: int) -> Facts:
    """Weights and buffers for the small network, with batch-norm values that are not the first ones."""
    torch.manual_seed(seed)
    net = SmallNet().double()
    norm = net.bn.state_dict()
    with torch.no_grad():
        norm["weight"].uniform_(0.5, 1.5)
        norm["bias"].uniform_(-0.5, 0.5)
        norm["running_mean"].uniform_(-0.5, 0.5)
        norm["running_var"].uniform_(0.5, 2.0)
        net.conv.weight.mul_(3.0)
    return state_of(net)


def with_state(net: Any, state: Facts, device: str) -> Any:
    """The network in float64 with given weights, on the device."""
    net = net.double()
    net.load_state_dict(state)
    return net.to(device)


def layout(net: Any) -> dict[str, list[int]]:
    """The name and shape of every entry of the state dict."""
    return {name: list(value.shape) for name, value in net.state_dict().items()}


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
    """The logits of a network in eval mode."""
    net = net.to(device).eval()
    with torch.no_grad():
        return net(images.to(device))


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
    with watched_steps(lambda _: seen.append(gradients_of(net))):
        for images, labels in batches:
            watched.eval()
            watched.events.clear()
            seen.clear()
            pair = (images.to(device), labels.to(device))
            facts["losses"].append(train_step(watched, pair, optimizer))
            facts["steps"].append(len(seen))
            facts["training"].append(all(event["training"] for event in watched.events))
            facts["gradients"].append(copy.copy(seen[-1]) if seen else {})
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
    net.bn.train(training != frozen)
    net.fc.weight.grad = torch.ones_like(net.fc.weight)
    before = modes_of(watched)
    loader = [(images.to(device), labels.to(device)) for images, labels in batches]
    result = evaluate(watched, iter(loader) if once else loader)
    return {
        "result": result,
        "batches": len(watched.events),
        "eval": all(event["eval"] for event in watched.events),
        "gradients": any(event["gradients"] for event in watched.events),
        "modes": changed_modes(watched, before),
        "state": state_of(net),
        "weight gradient": net.fc.weight.grad,
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

    with watched_steps(record):
        history = fit(watched, tuple(train), tuple(valid), epochs, lr, device=device, **options)
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


def sort_events(events: list[Facts]) -> tuple[list[Facts], list[Facts]]:
    """Tell the forward passes that a step learned from ("batches") from mere looks.

    A loop without a torch optimizer makes no step that can be seen; there, every pass that records
    gradients counts as learning.
    """
    steps_seen = any(event["kind"] == "step" for event in events)
    batches: list[Facts] = []
    looks: list[Facts] = []
    last = None
    for event in events:
        if event["kind"] == "step":
            if last is not None:
                looks.remove(last)
                batches.append(last)
                last = None
        elif steps_seen:
            looks.append(event)
            last = event if event["gradients"] else last
        else:
            (batches if event["gradients"] else looks).append(event)
    return batches, looks


def replay(
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
    trained = {name: one for name, one in net.named_parameters() if one.requires_grad}
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
    """Train on one batch until the loss is below `target`; stops early when that is hopeless."""
    net = net.to(device)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    batch = (images.to(device), labels.to(device))
    losses: list[float] = []
    for step in range(limit):
        losses.append(float(train_step(net, batch, optimizer)))
        if losses[-1] < target:
            break
        if not math.isfinite(losses[-1]):
            return {"losses": losses, "stopped": f"the loss is {losses[-1]} at step {step + 1}"}
        if step == limit // 2 and losses[-1] > 0.98 * losses[0]:
            why = f"after {step + 1} steps the loss has only gone from {losses[0]:.3f} to {losses[-1]:.3f}"
            return {"losses": losses, "stopped": why}
    return {"losses": losses, "stopped": ""}


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
        return {"history": None, "logits": None, "stopped": str(reason), "losses": guarded.recent}
    logits = logits_of(net, test_images, device)
    return {"history": history, "logits": logits, "stopped": "", "losses": []}
