"""multiple: all the choices that are right."""

from __future__ import annotations

from typing import Any, ClassVar

from grader.messages import message
from grader.quiz.choices import ChoosingQuestion, choices_problem, drawn_keys, drawn_options
from grader.quiz.comparison import disagreement
from grader.quiz.draw import Collision
from grader.quiz.forms import Fields
from grader.quiz.marking import Mark, right_mark, wrong_mark
from grader.quiz.reading import Answer, read_letters
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import Variant


class MultipleQuestion(ChoosingQuestion, frozen=True, kw_only=True, tag="multiple"):
    partial: bool = True

    face: ClassVar[str] = "multiple"

    @property
    def needs_check(self) -> bool:
        return drawn_keys(self.choice)

    def problem(self) -> str:
        if problem := choices_problem(self.choice):
            return problem
        if self.distractor:
            return "in a multiple question each wrong answer is a [[question.choice]]"
        if not any(choice.key for choice in self.choice):
            return "no [[question.choice]] has key = true"
        return ""

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        options = drawn_options(self.choice, names, stream, shuffle=self.shuffle)
        key = tuple(option.letter for option in options if option.right)
        if not key:
            raise Collision("no choice is right")
        return Variant(key=key, options=options, **common)

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        given, right = set(read_letters(answer, variant.options)), set(variant.key)
        if given == right:
            return right_mark(variant)
        excess, lack = given - right, right - given
        feedback = [
            option.feedback
            for option in variant.options
            if option.letter in excess and option.feedback
        ]
        if lack:
            feedback.append(variant.wrong or message("quiz.multiple.missing"))
        share = max(0.0, (len(given & right) - len(excess)) / len(right))
        return wrong_mark(variant, "\n\n".join(feedback), share if self.partial else 0.0)

    def how_to_answer(self, variant: Variant) -> str:
        return message("quiz.how.multiple")

    def field_label(self, variant: Variant) -> str:
        return message("quiz.form.multiple")

    def answer_from(self, fields: Fields, variant: Variant) -> Answer:
        return [letter for letter in fields.get("", ()) if variant.option(letter)]

    def check_problem(self, variant: Variant, second: Any) -> str:
        in_file = sorted(variant.options, key=lambda option: option.place)
        return disagreement([option.right for option in in_file], second)
