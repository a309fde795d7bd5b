"""What is drawn for one learner: a question with its numbers, texts filled in, and its key.

A variant holds the key, so it stays in the judge; what a learner sees is made of `title`, `stem`,
`options`, `columns`, `rows`, `code` and `unit` alone.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from grader.quiz.question import Question

LETTERS = string.ascii_lowercase


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """A choice, a reason or a step, as it stands on the page. `place` is its place in the file."""

    letter: str
    text: str
    place: int
    right: bool = False
    feedback: str = ""
    value: Any = None


class Wrong(msgspec.Struct, frozen=True, kw_only=True):
    """A wrong answer that is recognised, and what is said to it; `cell` counts from 1.

    `place` is which distractor of the file it is.
    """

    value: Any
    feedback: str
    cell: int = 0
    place: int = 0


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell of a table: a text, or a number in reading order where it is to be filled."""

    text: str = ""
    blank: int = 0


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """One question for one learner. What the key is, is the kind's to say."""

    question: Question
    draw: int
    names: dict[str, Any]
    title: str
    stem: str
    key: Any
    options: tuple[Option, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    code: str = ""
    unit: str = ""
    wrongs: tuple[Wrong, ...] = ()
    right: str = ""
    wrong: str = ""
    solution: str = ""
    seed: str = ""

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def kind(self) -> str:
        return self.question.kind

    def option(self, letter: str) -> Option | None:
        return next((option for option in self.options if option.letter == letter), None)
