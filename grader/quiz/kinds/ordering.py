"""ordering: steps in the order in which they have to come."""

from __future__ import annotations

from itertools import combinations
from typing import Any, ClassVar

import msgspec

from grader.messages import message
from grader.quiz.algebra import Unreadable
from grader.quiz.choices import lettered
from grader.quiz.expressions import fill
from grader.quiz.forms import Fields, first
from grader.quiz.marking import Mark, right_mark, wrong_mark
from grader.quiz.question import Question
from grader.quiz.reading import Answer, read_letters
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import LETTERS, Option, Variant

WORKS_NOT = 0.5  # the most that an order earns which holds a mistake of the author's list


class Mistake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two steps in the wrong order, counted from 1: `first` was put before `then`."""

    first: int
    then: int
    feedback: str


class OrderingQuestion(Question, frozen=True, kw_only=True, tag="ordering"):
    steps: tuple[str, ...]
    free: tuple[tuple[int, ...], ...] = ()
    mistake: tuple[Mistake, ...] = ()
    partial: bool = True

    face: ClassVar[str] = "ordering"

    @property
    def needs_check(self) -> bool:
        return False

    def problem(self) -> str:
        if not 3 <= len(self.steps) <= 12:
            return f"{len(self.steps)} steps: expected 3 to 12"
        numbers = [number for group in self.free for number in group]
        numbers += [number for pair in self.mistake for number in (pair.first, pair.then)]
        if any(not 1 <= number <= len(self.steps) for number in numbers):
            return f"free and mistake count the steps from 1 to {len(self.steps)}"
        return ""

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        places = list(range(len(self.steps)))
        order = stream.shuffled(places)
        while order == places:
            order = stream.shuffled(places)
        options = tuple(
            Option(letter=letter, text=fill(self.steps[place], names), place=place)
            for letter, place in zip(LETTERS, order, strict=False)
        )
        in_order = sorted(options, key=lambda option: option.place)
        return Variant(key=tuple(option.letter for option in in_order), options=options, **common)

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        letters = read_letters(answer, variant.options)
        if len(letters) != len(variant.options):
            raise Unreadable("quiz.order.all", count=len(letters), total=len(variant.options))
        places = {option.letter: option.place for option in variant.options}
        order = [places[letter] for letter in letters]
        groups = [{number - 1 for number in group} for group in self.free]
        pairs = [
            pair for pair in combinations(order, 2) if not any({*pair} <= group for group in groups)
        ]
        share = 2 * sum(before < after for before, after in pairs) / len(pairs) - 1
        if share == 1:
            return right_mark(variant)
        feedback = [
            mistake.feedback
            for mistake in self.mistake
            if order.index(mistake.first - 1) < order.index(mistake.then - 1)
        ]
        most = WORKS_NOT if feedback else 1.0
        share = min(max(0.0, share), most) if self.partial else 0.0
        return wrong_mark(variant, "\n\n".join(feedback), share)

    def key_text(self, variant: Variant) -> str:
        return lettered(variant, variant.key, " → ")

    def how_to_answer(self, variant: Variant) -> str:
        example = " ".join(option.letter for option in reversed(variant.options))
        return message("quiz.how.ordering", example=example)

    def field_label(self, variant: Variant) -> str:
        return message("quiz.form.ordering")

    def fields(self, variant: Variant, answer: Answer) -> Fields:
        letters = read_letters(answer, variant.options)
        return {str(place): [letter] for place, letter in enumerate(letters, 1)}

    def answer_from(self, fields: Fields, variant: Variant) -> Answer:
        places = range(1, len(variant.options) + 1)
        letters = [first(fields, str(place)) for place in places]
        return letters if any(letters) else []

    def wrong_texts(self, variant: Variant) -> list[tuple[str, str]]:
        letters = dict(enumerate(variant.key, 1))
        return [
            (f"{letters[mistake.first]} … {letters[mistake.then]}", mistake.feedback)
            for mistake in self.mistake
        ]

    def right_answer(self, variant: Variant) -> Answer:
        return " ".join(variant.key)
