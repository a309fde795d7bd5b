"""Choices of any kind of question: as the author writes them, as they are drawn, and picked by their letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from grader.quiz.draw import Collision
from grader.quiz.expressions import evaluate, fill
from grader.quiz.forms import Fields
from grader.quiz.question import Expression, Question
from grader.quiz.reading import Answer, read_letters
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import LETTERS, Option, Variant

MOST = 12


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the choices, or of the reasons, that a learner picks from."""

    text: str = ""
    value: Expression = ""
    key: bool | Expression = False
    feedback: str = ""
    last: bool = False


class ChoosingQuestion(Question, frozen=True, kw_only=True):
    """What `choice` and `multiple` share: the key is the letters of the right choices."""

    choice: tuple[Choice, ...] = ()
    shuffle: bool = True

    def key_text(self, variant: Variant) -> str:
        return lettered(variant, variant.key)

    def given_text(self, variant: Variant, answer: Answer) -> str:
        return lettered(variant, read_letters(answer, variant.options))

    def fields(self, variant: Variant, answer: Answer) -> Fields:
        return {"": read_letters(answer, variant.options)}

    def right_answer(self, variant: Variant) -> Answer:
        return " ".join(variant.key)


def choices_problem(choices: Sequence[Choice], distractors: int = 0) -> str:
    """What is wrong with the choices of a question, empty when nothing is."""
    if len(choices) + distractors < 2:
        return "fewer than two choices"
    if len(choices) + distractors > MOST:
        return "more than twelve choices"
    if any(not choice.text and not choice.value for choice in choices):
        return "a choice needs a text or a value"
    return ""


def drawn_keys(choices: Sequence[Choice]) -> bool:
    """Whether the numbers drawn decide which choice is right."""
    return any(isinstance(choice.key, str) for choice in choices)


def drawn_options(
    choices: Sequence[Choice], names: Names, stream: Stream, *, shuffle: bool
) -> tuple[Option, ...]:
    """The choices in the order of the page. Raises `Collision` where two are alike."""
    order = list(range(len(choices)))
    if shuffle:
        order = stream.shuffled([place for place in order if not choices[place].last])
        order += [place for place, choice in enumerate(choices) if choice.last]
    options: list[Option] = []
    for letter, place in zip(LETTERS, order, strict=False):
        choice = choices[place]
        value = evaluate(choice.value, names) if choice.value else None
        text = fill(choice.text or f"<<{choice.value}>>", names).strip()
        for other in options:
            if other.text == text or (value is not None and other.value == value):
                raise Collision(f"two choices are {text!r}")
        right = bool(evaluate(choice.key, names)) if isinstance(choice.key, str) else choice.key
        feedback = fill(choice.feedback, names).strip()
        options.append(
            Option(
                letter=letter, text=text, place=place, right=right, feedback=feedback, value=value
            )
        )
    return tuple(options)


def lettered(variant: Variant, letters: Iterable[str], joint: str = "; ") -> str:
    """Letters with the words behind them: "(a) The first; (b) The second"."""
    texts = {option.letter: option.text.rstrip(".") for option in variant.options}
    return joint.join(f"({letter}) {texts.get(letter, '')}" for letter in letters)
