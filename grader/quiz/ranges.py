"""What an author lets be drawn: "1..9", "1..9 by 2", "0.1..0.9 by 0.1", or a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from grader.quiz.expressions import ExpressionError
from grader.quiz.question import Choices

_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)(?:\s+by\s+(\d+(?:\.\d+)?))?")


def candidates(spec: str | Choices) -> Sequence[Any]:
    """All values that one entry of `draw` (or of `domain`) may take. Raises `ExpressionError`."""
    if isinstance(spec, list):
        if not spec:
            raise ExpressionError("draw: an empty list")
        return [tuple(value) if isinstance(value, list) else value for value in spec]
    return _range(spec)


@lru_cache(maxsize=512)
def _range(spec: str) -> tuple[int | float, ...]:
    match = _RANGE.fullmatch(spec.strip())
    if match is None:
        raise ExpressionError(f"draw: {spec!r} is neither 'a..b', 'a..b by c' nor a list")
    low, high, step = (Fraction(part) if part else Fraction(1) for part in match.groups())
    count = int((high - low) / step) + 1 if step > 0 else 0
    if not 0 < count <= 100_000:
        raise ExpressionError(f"draw: {spec!r} has no values, or too many")
    values = [low + index * step for index in range(count)]
    if "." in spec.replace("..", " "):
        return tuple(float(value) for value in values)
    return tuple(int(value) for value in values)
