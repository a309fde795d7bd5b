"""When two values are the same answer to a question: tolerances, and texts with their spaces aside."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from grader.quiz.format import NumberQuestion, Question
from grader.quiz.reading import normal_output

CELL_TOLERANCE = 0.01


def same_value(question: Question, one: Any, other: Any) -> bool:
    """Whether two values count as the same answer to this question."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return bool(one == other)
    if isinstance(one, str) or isinstance(other, str):
        return normal_output(str(one)) == normal_output(str(other))
    if isinstance(question, NumberQuestion):
        return abs(exact(one) - exact(other)) <= margin(question, other)
    if isinstance(other, int):
        return bool(one == other)
    return math.isclose(one, other, rel_tol=CELL_TOLERANCE)


def margin(question: NumberQuestion, key: float) -> Fraction:
    """How far from the key an answer may lie."""
    if question.tolerance is None:
        return Fraction(0)
    if isinstance(question.tolerance, str):
        return abs(exact(key)) * Fraction(question.tolerance.rstrip("%")) / 100
    return exact(question.tolerance)


def exact(value: float | Fraction) -> Fraction:
    """A number as it is written: 0.1 is one tenth, not its neighbour among the floats."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
