"""Samples that are the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def even_sample(items: Sequence[Item], count: int) -> list[Item]:
    """At most `count` of the items, the same ones every time, at even distances."""
    count = min(count, len(items))
    return [items[(2 * place + 1) * len(items) // (2 * count)] for place in range(count)]
