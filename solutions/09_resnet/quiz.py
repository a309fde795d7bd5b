"""Helpers for quiz.toml: networks on PyTorch's meta device, which has shapes and no numbers."""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn


def on_meta(build: Callable[..., nn.Module], *args: Any, **options: Any) -> nn.Module:
    """The network that `build` makes, without memory for its weights."""
    with torch.device("meta"):
        return build(*args, **options)


def image(*shape: int) -> torch.Tensor:
    """An input without numbers."""
    return torch.empty(shape, device="meta")
