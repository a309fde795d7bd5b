"""number: a whole number, or one within a tolerance, perhaps with a unit."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any, ClassVar

import msgspec

from grader.messages import message
from grader.quiz.algebra import Unreadable
from grader.quiz.comparison import exact, finite, same_beyond
from grader.quiz.draw import drawn_wrongs
from grader.quiz.expressions import ExpressionError, evaluate
from grader.quiz.keys import answer_text, value_text
from grader.quiz.marking import Mark, recognised, right_mark, wrong_mark
from grader.quiz.question import Expression, Number, Question
from grader.quiz.reading import Answer, joined, read_number
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import Variant

GUESSABLE = 10


class NumberQuestion(Question, frozen=True, kw_only=True, tag="number"):
    key: Expression
    tolerance: Number | str | None = None
    unit: str = ""
    units: dict[str, float] = msgspec.field(default_factory=dict)

    face: ClassVar[str] = "number"

    def problem(self) -> str:
        if isinstance(self.tolerance, str) and not re.fullmatch(r"\d+(\.\d+)?%", self.tolerance):
            return f"tolerance = {self.tolerance!r}: expected a number, or a share such as '1%'"
        if self.units and not self.unit:
            return "units without unit: say first what the key is measured in"
        return ""

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        key = evaluate(self.key, names)
        if isinstance(key, bool) or not isinstance(key, (int, float)):
            raise ExpressionError(f"the key is {key!r}, which is no number")
        if not math.isfinite(key):
            raise ExpressionError(f"the key is {key!r}, which nobody can answer")
        if self.tolerance is None and key != int(key):
            raise ExpressionError(f"the key is {key!r}: no whole number, and there is no tolerance")
        wrongs = drawn_wrongs(self, key, names)
        return Variant(key=key, unit=self.unit, wrongs=wrongs, **common)

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        text = joined(answer)
        given = read_number(text)
        if given.doubtful and self.tolerance is not None:
            raise Unreadable("quiz.number.doubtful", given=text)
        factor = self._factor(given.unit)
        if factor is None:
            if self.unit:
                raise Unreadable("quiz.number.unit", unit=given.unit, expected=self.unit)
            raise Unreadable("quiz.number.no_unit", unit=given.unit)
        value = given.value * factor if finite(given.value) else given.value
        if self.same(value, variant.key):
            return right_mark(variant)
        return wrong_mark(variant, recognised(variant, value))

    def same(self, given: Any, key: Any) -> bool:
        if isinstance(given, (tuple, str)) or isinstance(key, (tuple, str)):
            return super().same(given, key)
        if not finite(given) or not finite(key):
            return same_beyond(given, key)
        return abs(exact(given) - exact(key)) <= self.margin(key)

    def margin(self, key: float) -> Fraction:
        """How far from the key an answer may lie."""
        if self.tolerance is None:
            return Fraction(0)
        if isinstance(self.tolerance, str):
            return abs(exact(key)) * Fraction(self.tolerance.rstrip("%")) / 100
        return exact(self.tolerance)

    def _factor(self, unit: str) -> Fraction | None:
        """How many of the question's unit one of the given unit is."""
        units = {"": 1.0, self.unit: 1.0, **self.units}
        plain = {name.casefold().rstrip("s"): factor for name, factor in units.items()}
        factor = units.get(unit, plain.get(unit.casefold().rstrip("s.")))
        if factor is None and not self.unit and unit.isalpha():
            return Fraction(1)  # "1960 numbers" where no unit is asked for
        return None if factor is None else Fraction(str(factor))

    def key_text(self, variant: Variant) -> str:
        return f"{value_text(variant.key)} {self.unit}".strip()

    def how_to_answer(self, variant: Variant) -> str:
        if not self.unit:
            return self.field_label(variant)
        return f"{self.field_label(variant)} {message('quiz.how.unit', unit=self.unit)}"

    def field_label(self, variant: Variant) -> str:
        return message("quiz.how.integer" if self.tolerance is None else "quiz.how.number")

    def key_forms(self, variant: Variant) -> set[str]:
        if abs(variant.key) < GUESSABLE:  # bound to appear by chance
            return set()
        return {answer_text(variant.key), f"{variant.key:,}"}
