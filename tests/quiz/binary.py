"""A kind of question that the grader does not have, in the one file that a kind takes."""

from __future__ import annotations

from typing import Any

from grader.messages import message
from grader.quiz.algebra import Unreadable
from grader.quiz.draw import drawn_wrongs
from grader.quiz.expressions import evaluate
from grader.quiz.marking import Mark, recognised, right_mark, wrong_mark
from grader.quiz.question import Expression, Question
from grader.quiz.reading import Answer, joined
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import Variant, Wrong


class BinaryQuestion(Question, frozen=True, kw_only=True, tag="binary"):
    """A whole number, to be written with the digits 0 and 1."""

    key: Expression

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        key = evaluate(self.key, names)
        return Variant(key=key, wrongs=drawn_wrongs(self, key, names), **common)

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        text = joined(answer, "")
        if set(text) - set("01"):
            raise Unreadable("quiz.number.unreadable", given=text)
        value = int(text[:64], 2)
        if self.same(value, variant.key):
            return right_mark(variant)
        return wrong_mark(variant, recognised(variant, value))

    def key_text(self, variant: Variant) -> str:
        return f"`{variant.key:b}`"

    def how_to_answer(self, variant: Variant) -> str:
        return message("quiz.how.integer")

    def right_answer(self, variant: Variant) -> Answer:
        return f"{variant.key:b}"

    def wrong_answer(self, variant: Variant, wrong: Wrong) -> Answer:
        return f"{wrong.value:b}"
