"""choice: one of several, the distractors among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from grader.messages import message
from grader.quiz.algebra import Unreadable
from grader.quiz.choices import Choice, ChoosingQuestion, choices_problem, drawn_keys, drawn_options
from grader.quiz.comparison import disagreement
from grader.quiz.draw import Collision
from grader.quiz.marking import Mark, mark, right_mark, wrong_mark
from grader.quiz.reading import Answer, read_letters
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import Variant


class ChoiceQuestion(ChoosingQuestion, frozen=True, kw_only=True, tag="choice"):
    face: ClassVar[str] = "choice"
    lists_distractors: ClassVar[bool] = True

    @property
    def needs_check(self) -> bool:
        return any(choice.value and choice.key for choice in self.choice)

    def problem(self) -> str:
        if problem := choices_problem(self.choice, len(self.distractor)):
            return problem
        if sum(choice.key is True for choice in self.choice) != 1 and not drawn_keys(self.choice):
            return "a choice needs exactly one [[question.choice]] with key = true"
        return ""

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        choices = [
            *self.choice,
            *(Choice(value=wrong.value, feedback=wrong.feedback) for wrong in self.distractor),
        ]
        options = drawn_options(choices, names, stream, shuffle=self.shuffle)
        key = tuple(option.letter for option in options if option.right)
        if len(key) != 1:
            raise Collision(f"{len(key)} choices are right")
        return Variant(key=key, options=options, **common)

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        letters = read_letters(answer, variant.options)
        if len(letters) != 1:
            raise Unreadable("quiz.choice.single", given=" ".join(letters))
        option = variant.option(letters[0])
        assert option is not None
        if option.right:
            return right_mark(variant, option.feedback)
        return wrong_mark(variant, option.feedback)

    def how_to_answer(self, variant: Variant) -> str:
        return message("quiz.how.choice")

    def field_label(self, variant: Variant) -> str:
        return message("quiz.form.choice")

    def check_problem(self, variant: Variant, second: Any) -> str:
        value = next(option.value for option in variant.options if option.right)
        return disagreement(value, second)

    def variant_problems(self, variant: Variant) -> Iterator[str]:
        for option in variant.options:
            expected = "correct" if option.right else "wrong"
            if mark(variant, option.letter).status != expected:
                yield f"choice {option.text!r} is not marked {expected}"
            if not option.right and not option.feedback and not variant.wrong:
                yield f"the wrong choice {option.text!r} says nothing to whoever takes it"
