"""expression: a formula, judged by what it means at many points and not by how it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar

import msgspec

from grader.messages import message
from grader.quiz import algebra
from grader.quiz.expressions import ExpressionError, fill
from grader.quiz.marking import Mark, right_mark, wrong_mark
from grader.quiz.question import Question
from grader.quiz.ranges import candidates
from grader.quiz.reading import Answer, joined
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import Variant, Wrong

POINTS = 24


class ExpressionQuestion(Question, frozen=True, kw_only=True, tag="expression"):
    key: str
    variables: tuple[str, ...]
    domain: dict[str, str] = msgspec.field(default_factory=dict)

    face: ClassVar[str] = "expression"

    @property
    def needs_check(self) -> bool:
        return False

    def problem(self) -> str:
        if not self.variables:
            return "variables names what an answer may contain"
        if extra := sorted(set(self.domain) - set(self.variables)):
            return f"domain of {extra[0]!r}, which is no variable"
        return ""

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        try:
            key = self._with_numbers(self.key, names)
            wrongs = []
            for place, distractor in enumerate(self.distractor):
                feedback = fill(distractor.feedback, names).strip()
                value = self._with_numbers(distractor.value, names)
                wrongs.append(Wrong(value=value, feedback=feedback, place=place))
        except algebra.Unreadable as error:
            raise ExpressionError(
                f"the key or a distractor cannot be read: {error.values}"
            ) from None
        return Variant(key=key, wrongs=tuple(wrongs), **common)

    def _with_numbers(self, text: str, names: Names) -> str:
        """Drawn names become numbers, so that only what an answer may contain is left."""
        filled = fill(text, names)
        for name, value in names.drawn.items():
            if name not in self.variables and isinstance(value, (int, float)):
                filled = re.sub(rf"\b{re.escape(name)}\b", f"({value})", filled)
        algebra.parse(filled, self.variables)
        return filled

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        given = algebra.parse(joined(answer), self.variables)
        if self._means(given, variant.key, variant):
            return right_mark(variant)
        for wrong in variant.wrongs:
            if self._means(given, wrong.value, variant):
                return wrong_mark(variant, wrong.feedback)
        return wrong_mark(variant)

    def _means(self, formula: algebra.Formula, text: str, variant: Variant) -> bool:
        """Whether `formula` and `text` agree at the points of this variant."""
        points = _points(self.variables, tuple(sorted(self.domain.items())), variant.seed)
        return algebra.same(formula, algebra.parse(text, self.variables), points)

    def key_text(self, variant: Variant) -> str:
        return f"`{variant.key}`"

    def how_to_answer(self, variant: Variant) -> str:
        return message("quiz.how.expression", names=", ".join(self.variables))

    def check_problem(self, variant: Variant, second: Any) -> str:
        try:
            agrees = self._means(algebra.parse(str(second), self.variables), variant.key, variant)
        except algebra.Unreadable:
            agrees = False
        if agrees:
            return ""
        return f"check {second!r} means something else than the key|: {variant.key!r}"


@lru_cache(maxsize=256)
def _points(
    variables: tuple[str, ...], domain: tuple[tuple[str, str], ...], seed: str
) -> list[Mapping[str, Fraction]]:
    """Points that a learner cannot know beforehand; the same ones each time for one variant."""
    stream = Stream(seed, "points")
    ranges = dict(domain)
    return [
        {
            name: Fraction(str(stream.pick(candidates(ranges[name]))))
            if name in ranges
            else _anything(stream)
            for name in variables
        }
        for _ in range(POINTS)
    ]


def _anything(stream: Stream) -> Fraction:
    """A fraction between 1/2 and 9, rarely a whole number."""
    below = stream.pick((2, 3, 5, 7, 11, 13))
    return Fraction(below + 2 * stream.below(8 * below) + 1, 2 * below)
