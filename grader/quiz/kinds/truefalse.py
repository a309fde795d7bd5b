"""truefalse: a verdict, and the reason for it. The verdict alone earns half."""

from __future__ import annotations

from typing import Any, ClassVar

from grader.messages import message
from grader.quiz.algebra import Unreadable
from grader.quiz.choices import Choice, choices_problem, drawn_options, lettered
from grader.quiz.draw import Collision
from grader.quiz.expressions import evaluate
from grader.quiz.forms import Fields, first
from grader.quiz.marking import Mark, right_mark, wrong_mark
from grader.quiz.question import Expression, Question
from grader.quiz.reading import Answer, read_verdict
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import Variant


class TrueFalseQuestion(Question, frozen=True, kw_only=True, tag="truefalse"):
    key: bool | Expression
    reason: tuple[Choice, ...] = ()
    shuffle: bool = True

    face: ClassVar[str] = "truefalse"

    @property
    def needs_check(self) -> bool:
        return isinstance(self.key, str)

    def problem(self) -> str:
        if problem := choices_problem(self.reason):
            return problem.replace("choice", "reason")
        if not any(reason.key for reason in self.reason):
            return "no [[question.reason]] has key = true"
        return ""

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        key = bool(evaluate(self.key, names)) if isinstance(self.key, str) else self.key
        options = drawn_options(self.reason, names, stream, shuffle=self.shuffle)
        if not any(option.right for option in options):
            raise Collision("no reason is right")
        return Variant(key=key, options=options, **common)

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        verdict, letter = read_verdict(answer, variant.options)
        if verdict is None:
            raise Unreadable("quiz.verdict.missing")
        reason = variant.option(letter) if letter else None
        if verdict != variant.key:
            return wrong_mark(variant, reason.feedback if reason and not reason.right else "")
        if reason is None:
            return wrong_mark(variant, message("quiz.verdict.reason"), 0.5)
        if reason.right:
            return right_mark(variant, reason.feedback)
        return wrong_mark(variant, reason.feedback, 0.5)

    def key_text(self, variant: Variant) -> str:
        reasons = [f"({option.letter}) {option.text}" for option in variant.options if option.right]
        return "; ".join([_verdict_text(variant.key), *reasons])

    def given_text(self, variant: Variant, answer: Answer) -> str:
        verdict, letter = read_verdict(answer, variant.options)
        parts = [
            "" if verdict is None else _verdict_text(verdict),
            lettered(variant, [letter]) if letter else "",
        ]
        return "; ".join(part for part in parts if part)

    def how_to_answer(self, variant: Variant) -> str:
        return message("quiz.how.truefalse")

    def fields(self, variant: Variant, answer: Answer) -> Fields:
        verdict, letter = read_verdict(answer, variant.options)
        return {
            "verdict": [] if verdict is None else [str(verdict).lower()],
            "reason": [letter] if letter else [],
        }

    def answer_from(self, fields: Fields, variant: Variant) -> Answer:
        parts = [first(fields, "verdict"), first(fields, "reason")]
        return " ".join(part for part in parts if part)

    def right_answer(self, variant: Variant) -> Answer:
        reason = next((option.letter for option in variant.options if option.right), "")
        return f"{str(variant.key).lower()} {reason}".strip()


def _verdict_text(verdict: bool) -> str:
    return message("quiz.page.true" if verdict else "quiz.page.false")
