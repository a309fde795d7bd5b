"""When two values are the same answer: shapes and texts as they are written, numbers within 1% unless whole."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from grader.quiz.reading import normal_output

TOLERANCE = 0.01


def same_value(given: Any, key: Any) -> bool:
    """Whether two values count as the same answer where a question names no tolerance of its own."""
    if isinstance(given, tuple) or isinstance(key, tuple):
        return bool(given == key)
    if isinstance(given, str) or isinstance(key, str):
        return normal_output(str(given)) == normal_output(str(key))
    if isinstance(key, int):
        return bool(given == key)
    if not finite(given) or not finite(key):
        return same_beyond(given, key)
    try:
        return math.isclose(given, key, rel_tol=TOLERANCE)
    except OverflowError:  # a fraction beyond all floats
        return False


def finite(value: float | Fraction) -> bool:
    """Whether a number is neither infinite nor nan; a fraction beyond all floats is finite."""
    return not isinstance(value, float) or math.isfinite(value)


def same_beyond(given: float | Fraction, key: float | Fraction) -> bool:
    """Whether two numbers are the same where one of them is infinite or nan."""
    return given == key or (given != given and key != key)


def exact(value: float | Fraction) -> Fraction:
    """A number as it is written: 0.1 is one tenth, not its neighbour among the floats."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def disagreement(key: Any, second: Any) -> str:
    """What to say where the value of `check` is not the key, empty where it is."""
    if _agree(key, second):
        return ""
    return f"check disagrees with the key|: {second!r}, key {key!r}"


def _agree(key: Any, second: Any) -> bool:
    if isinstance(key, (tuple, list)) and isinstance(second, (tuple, list)):
        return len(key) == len(second) and all(map(_agree, key, second))
    if isinstance(key, str) or isinstance(second, str):
        return str(key).split() == str(second).split()
    if isinstance(key, (tuple, list)) or isinstance(second, (tuple, list)):
        return False
    return math.isclose(key, second, rel_tol=1e-9, abs_tol=1e-12)
