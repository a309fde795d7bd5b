"""The typed questions of a quiz, field by field as docs/quiz-format.md describes them.

Each kind knows which of its own fields contradict each other; reading the file is `loading`'s.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

import msgspec

from grader.errors import CourseError

Expression = str
Number = int | float
Choices = list[Number | str | list[Number | str]]
MARK = "?"


class Distractor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wrong answer that real people give, and what to say to it."""

    feedback: str
    value: Expression = ""
    code: str = ""
    cell: int = 0


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the choices, or of the reasons, that a learner picks from."""

    text: str = ""
    value: Expression = ""
    key: bool | Expression = False
    feedback: str = ""
    last: bool = False


class Mistake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two steps in the wrong order, counted from 1: `first` was put before `then`."""

    first: int
    then: int
    feedback: str


class Question(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """What every kind of question has. `line` is where it stands in the file."""

    id: str
    topic: str
    stem: str
    title: str = ""
    points: float = 1.0
    covers: tuple[str, ...] = ()
    draw: dict[str, str | Choices] = {}
    let: dict[str, Expression] = {}
    where: tuple[Expression, ...] = ()
    check: Expression = ""
    right: str = ""
    wrong: str = ""
    solution: str = ""
    distractor: tuple[Distractor, ...] = ()
    function: str = ""
    line: int = 0

    always_checked: ClassVar[bool] = True

    @property
    def needs_check(self) -> bool:
        """Whether numbers that it draws call for a second computation of the key."""
        return self.always_checked

    def problem(self) -> str:
        """What is wrong with it beyond the types of its fields, empty when nothing is."""
        return ""


class NumberQuestion(Question, frozen=True, kw_only=True, tag="number"):
    key: Expression
    tolerance: Number | str | None = None
    unit: str = ""
    units: dict[str, float] = {}

    def problem(self) -> str:
        if isinstance(self.tolerance, str) and not re.fullmatch(r"\d+(\.\d+)?%", self.tolerance):
            return f"tolerance = {self.tolerance!r}: expected a number, or a share such as '1%'"
        if self.units and not self.unit:
            return "units without unit: say first what the key is measured in"
        return ""


class ChoiceQuestion(Question, frozen=True, kw_only=True, tag="choice"):
    choice: tuple[Choice, ...] = ()
    shuffle: bool = True

    @property
    def needs_check(self) -> bool:
        return any(one.value and one.key for one in self.choice)

    def problem(self) -> str:
        if problem := _choices_problem(self.choice, len(self.distractor)):
            return problem
        if sum(one.key is True for one in self.choice) != 1 and not drawn_keys(self.choice):
            return "a choice needs exactly one [[question.choice]] with key = true"
        return ""


class MultipleQuestion(Question, frozen=True, kw_only=True, tag="multiple"):
    choice: tuple[Choice, ...] = ()
    shuffle: bool = True
    partial: bool = True

    @property
    def needs_check(self) -> bool:
        return drawn_keys(self.choice)

    def problem(self) -> str:
        if problem := _choices_problem(self.choice, 0):
            return problem
        if self.distractor:
            return "in a multiple question each wrong answer is a [[question.choice]]"
        if not any(one.key for one in self.choice):
            return "no [[question.choice]] has key = true"
        return ""


class TrueFalseQuestion(Question, frozen=True, kw_only=True, tag="truefalse"):
    key: bool | Expression
    reason: tuple[Choice, ...] = ()
    shuffle: bool = True

    @property
    def needs_check(self) -> bool:
        return isinstance(self.key, str)

    def problem(self) -> str:
        if problem := _choices_problem(self.reason, 0):
            return problem.replace("choice", "reason")
        if not any(one.key for one in self.reason):
            return "no [[question.reason]] has key = true"
        return ""


class ShapeQuestion(Question, frozen=True, kw_only=True, tag="shape"):
    key: Expression
    axes: tuple[str, ...] = ()
    partial: bool = False


class TableQuestion(Question, frozen=True, kw_only=True, tag="table"):
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def cells(self) -> list[str]:
        """The keys of the cells to fill, in reading order."""
        return [
            cell[len(MARK) :].strip() for row in self.rows for cell in row if cell.startswith(MARK)
        ]

    def problem(self) -> str:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                return (
                    f"row {number} has {len(row)} cells, but there are {len(self.columns)} columns"
                )
        if not self.cells:
            return f"no cell is to be filled: begin one with {MARK!r}"
        for one in self.distractor:
            if not 1 <= one.cell <= len(self.cells):
                return f"a distractor of a table needs cell = 1 to {len(self.cells)}"
        return ""


class OrderingQuestion(Question, frozen=True, kw_only=True, tag="ordering"):
    steps: tuple[str, ...]
    free: tuple[tuple[int, ...], ...] = ()
    mistake: tuple[Mistake, ...] = ()
    partial: bool = True

    always_checked: ClassVar[bool] = False

    def problem(self) -> str:
        if not 3 <= len(self.steps) <= 12:
            return f"{len(self.steps)} steps: expected 3 to 12"
        numbers = [n for group in self.free for n in group]
        numbers += [n for one in self.mistake for n in (one.first, one.then)]
        if any(not 1 <= n <= len(self.steps) for n in numbers):
            return f"free and mistake count the steps from 1 to {len(self.steps)}"
        return ""


class ExpressionQuestion(Question, frozen=True, kw_only=True, tag="expression"):
    key: str
    variables: tuple[str, ...]
    domain: dict[str, str] = {}

    always_checked: ClassVar[bool] = False

    def problem(self) -> str:
        if not self.variables:
            return "variables names what an answer may contain"
        if extra := sorted(set(self.domain) - set(self.variables)):
            return f"domain of {extra[0]!r}, which is no variable"
        return ""


class OutputQuestion(Question, frozen=True, kw_only=True, tag="output"):
    code: str
    run: str = ""

    always_checked: ClassVar[bool] = False


Any_Question = (
    NumberQuestion
    | ChoiceQuestion
    | MultipleQuestion
    | TrueFalseQuestion
    | ShapeQuestion
    | TableQuestion
    | OrderingQuestion
    | ExpressionQuestion
    | OutputQuestion
)
KINDS = {str(kind.__struct_config__.tag): kind for kind in Any_Question.__args__}


class Quiz(msgspec.Struct, frozen=True, kw_only=True):
    """One module's quiz: its questions, and those grown from the learner's own code."""

    path: Path
    exercise: str
    intro: str
    questions: tuple[Question, ...]
    grown: tuple[Question, ...]

    def error(self, question: Question, problem: str) -> CourseError:
        """The error that says where in the file the problem is."""
        return CourseError(f"{self.path}:{question.line}: question {question.id!r}: {problem}")


def _choices_problem(choices: tuple[Choice, ...], distractors: int) -> str:
    if len(choices) + distractors < 2:
        return "fewer than two choices"
    if len(choices) + distractors > 12:
        return "more than twelve choices"
    if any(not one.text and not one.value for one in choices):
        return "a choice needs a text or a value"
    return ""


def drawn_keys(choices: tuple[Choice, ...]) -> bool:
    return any(isinstance(one.key, str) for one in choices)
