"""shape: the lengths of an array's axes."""

from __future__ import annotations

from typing import Any

from grader.messages import message
from grader.quiz.draw import drawn_wrongs
from grader.quiz.expressions import ExpressionError, evaluate
from grader.quiz.keys import answer_text
from grader.quiz.marking import Mark, recognised, right_mark, wrong_mark
from grader.quiz.question import Expression, Question
from grader.quiz.reading import Answer, joined, read_shape
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import Variant


class ShapeQuestion(Question, frozen=True, kw_only=True, tag="shape"):
    key: Expression
    axes: tuple[str, ...] = ()
    partial: bool = False

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        key = evaluate(self.key, names)
        if not isinstance(key, tuple) or not all(type(length) is int for length in key):
            raise ExpressionError(f"the key of a shape is a tuple of whole numbers, not {key!r}")
        return Variant(key=key, wrongs=drawn_wrongs(self, key, names), **common)

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        given, key = read_shape(joined(answer)), variant.key
        if given == key:
            return right_mark(variant)
        feedback = recognised(variant, given)
        if len(given) != len(key):
            return wrong_mark(variant, feedback or message("quiz.shape.rank", given=len(given)))
        hits = sum(length == right for length, right in zip(given, key, strict=True))
        return wrong_mark(variant, feedback, hits / len(key) if self.partial else 0.0)

    def how_to_answer(self, variant: Variant) -> str:
        if self.axes:
            return message("quiz.how.axes", axes="×".join(self.axes))
        return message("quiz.how.shape")

    def key_forms(self, variant: Variant) -> set[str]:
        return {answer_text(variant.key), "x".join(map(str, variant.key))}
