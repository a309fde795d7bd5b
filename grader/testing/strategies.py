"""Hypothesis strategies for authors of checks: arrays that shrink to something readable."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

_SEEDS = st.integers(0, 2**20 - 1)


def seeds() -> st.SearchStrategy[int]:
    """A seed for `numpy.random.default_rng`; shrinks to 0."""
    return _SEEDS


def arrays(
    shape: Any, dtype: Any = np.float64, low: float = -3.0, high: float = 3.0
) -> st.SearchStrategy[Any]:
    """Float arrays of `shape` with values of one decimal in [low, high].

    `shape` is a tuple of ints or integer strategies, or a strategy of tuples.
    An array costs one drawn integer beside its shape, and reads well in a report.
    """
    bounds = int(np.ceil(low * 10)), int(np.floor(high * 10))

    def fill(shape: tuple[int, ...], seed: int) -> Any:
        tenths = np.random.default_rng(seed).integers(*bounds, size=shape, endpoint=True)
        return (tenths / 10.0).astype(dtype)

    if not isinstance(shape, tuple):
        return st.tuples(shape, _SEEDS).map(lambda drawn: fill(*drawn))
    if all(isinstance(size, int) for size in shape):
        return _SEEDS.map(lambda seed: fill(shape, seed))
    sizes = [st.just(size) if isinstance(size, int) else size for size in shape]
    return st.tuples(*sizes, _SEEDS).map(lambda drawn: fill(drawn[:-1], drawn[-1]))
