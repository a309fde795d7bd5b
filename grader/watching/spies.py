"""What is put around a network or an optimizer to see what passes."""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 - as everybody writes it
from torch.optim.optimizer import register_optimizer_step_pre_hook

from grader.watching.networks import Facts, state_of

FIRST_TAG, TAG_STEP = 0.6, 0.001  # the brightest pixel of a tagged image says which image it is
PATIENCE = 3.0  # epochs after which a run must be better than guessing
GUESSING = 0.97  # of the loss of guessing


def tell(epoch: int, epochs: int, loss: float | None) -> None:
    """Print a line that the grader shows while we train, and takes out of what the learner printed."""
    shown = round(loss, 4) if loss is not None and math.isfinite(loss) else None
    line = {"epoch": epoch, "epochs": epochs, "loss": shown}
    with contextlib.suppress(OSError, ValueError):
        print("\x1eprogress " + json.dumps(line), flush=True)


class Hopeless(Exception):
    """A run that cannot succeed any more.

    `facts` say what was seen: under "why" the reason's name, the rest are its numbers. The judge
    puts them into words.
    """

    def __init__(self, why: str, **numbers: float) -> None:
        super().__init__(why)
        self.facts: Facts = {"why": why, **numbers}


class Watched(nn.Module):
    """Hands images on to a network, and writes down which ones, in which mode.

    With the tagged `originals` it also knows which images pass, and which were altered; and of
    each pass that may be learned from it keeps what the judge needs to repeat it: the state of the
    network before, and the images where they were altered.
    """

    def __init__(self, net: Any, originals: Any = None) -> None:
        super().__init__()
        self.net, self.originals = net, originals
        self.events: list[Facts] = []

    def forward(self, x: Any) -> Any:
        ids = [] if self.originals is None else identify(x, len(self.originals))
        altered = [
            i < 0 or not torch.equal(image, self.originals[i])
            for i, image in zip(ids, x.detach().cpu(), strict=False)
        ]
        is_kept = bool(ids) and torch.is_grad_enabled()
        self.events.append(
            {
                "kind": "forward",
                "ids": ids,
                "prints": [round(float(image.sum()), 9) for image in _weighted(x)] if ids else [],
                "size": len(x),
                "training": all(module.training for module in self.net.modules()),
                "eval": not any(module.training for module in self.net.modules()),
                "gradients": torch.is_grad_enabled(),
                "altered": altered,
                "state": state_of(self.net) if is_kept else None,
                "images": x.detach().cpu().clone() if is_kept and any(altered) else None,
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
            raise Hopeless("outputs_not_finite", step=self.steps)
        if self.steps == 10 and all(
            torch.equal(old.to(new.device), new)
            for old, new in zip(self.start, self.net.parameters(), strict=True)
        ):
            raise Hopeless("weights_stay", step=self.steps - 1)
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
                raise Hopeless("guessing", step=self.steps, loss=late, guess=self.guess)


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
    ids: list[int] = torch.where(known & exact, numbers, -1).tolist()
    return ids


def _weighted(images: Any) -> Any:
    """Images with every pixel weighted by its place, so that a sum tells a shift or a flip."""
    images = images.detach().double().cpu()
    places = torch.linspace(1.0, 2.0, images[0].numel(), dtype=torch.float64)
    return images * places.view_as(images[0])


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
