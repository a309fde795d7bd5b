"""Hypothesis strategies for authors of checks: arrays that shrink to something readable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

SEEDS = 2**20


def seeds() -> st.SearchStrategy[int]:
    """A seed for `numpy.random.default_rng`; shrinks to 0."""
    return st.integers(0, SEEDS - 1)


def shapes(*sizes: Any) -> st.SearchStrategy[tuple[int, ...]]:
    """Tuples of the given sizes, each an int or a strategy of ints."""
    return st.tuples(*(st.just(size) if isinstance(size, int) else size for size in sizes))


def arrays(
    shape: Any, dtype: Any = np.float64, low: float = -3.0, high: float = 3.0
) -> st.SearchStrategy[Any]:
    """Float arrays of `shape` with values of one decimal in [low, high].

    `shape` is a tuple of ints or integer strategies, or a strategy of tuples.
    An array costs one drawn integer, and its values read well in a report.
    """
    sizes = shapes(*shape) if isinstance(shape, Sequence) else shape
    return st.builds(_fill, sizes, seeds(), st.just(dtype), st.just(low), st.just(high))


def _fill(shape: tuple[int, ...], seed: int, dtype: Any, low: float, high: float) -> Any:
    tenths = np.random.default_rng(seed).integers(
        int(np.ceil(low * 10)), int(np.floor(high * 10)), size=shape, endpoint=True
    )
    return (tenths / 10.0).astype(dtype)
