"""A network of our own, and what can be read off any network."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import nn

Facts = dict[str, Any]


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """One thread: networks this small gain little from more, and lose much on a busy machine."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


class SmallNet(nn.Module):
    """A network of our own with batch norm, so that a loop is judged without the learner's network."""

    def __init__(self, channels: int = 1) -> None:
        super().__init__()
        self.stem = nn.Conv2d(channels, 6, 3, padding=1, bias=False)
        self.scale = nn.BatchNorm2d(6)
        self.head = nn.Linear(24, 10)

    def forward(self, x: Any) -> Any:
        x = torch.relu(self.scale(self.stem(x)))
        half = [part.mean((2, 3)) for rows in x.chunk(2, 2) for part in rows.chunk(2, 3)]
        return self.head(torch.cat(half, 1))


def small_state(seed: int) -> Facts:
    """Weights and buffers for the small network, with batch-norm values that are not the first ones."""
    torch.manual_seed(seed)
    net = SmallNet().double()
    norm = net.scale.state_dict()
    with torch.no_grad():
        norm["weight"].uniform_(0.5, 1.5)
        norm["bias"].uniform_(-0.5, 0.5)
        norm["running_mean"].uniform_(-0.5, 0.5)
        norm["running_var"].uniform_(0.5, 2.0)
        net.stem.weight.mul_(3.0)
    return state_of(net)


def made(network: Callable[..., Any], arguments: Mapping[str, Any] | Sequence[Any]) -> Any:
    """A network of a class, its arguments a dict by name, or a list by position."""
    return network(**arguments) if isinstance(arguments, Mapping) else network(*arguments)


def with_state(net: Any, state: Facts, device: str) -> Any:
    """The network in float64 with given weights, on the device."""
    net = net.double()
    net.load_state_dict(state)
    return net.to(device)


def layout(net: Any) -> dict[str, list[int]]:
    """The name and shape of every entry of the state dict."""
    return {name: list(value.shape) for name, value in net.state_dict().items()}


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
