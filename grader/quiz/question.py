"""A question of quiz.toml: the fields that all kinds share, and what a kind has to say of itself.

docs/quiz-format.md describes the fields. The methods are grouped by who asks: reading the file, drawing,
marking, the pages and the terminal, the author's proof. Only `variant`, `judge` and `how_to_answer`
have no default; the rest is right for a kind whose answer is one line of text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from grader.errors import CourseError
from grader.quiz.comparison import disagreement, same_value
from grader.quiz.expressions import evaluate
from grader.quiz.forms import Fields, first
from grader.quiz.keys import answer_text, plain_answer, value_text
from grader.quiz.reading import Answer, joined

if TYPE_CHECKING:
    from grader.quiz.marking import Mark
    from grader.quiz.stream import Stream
    from grader.quiz.trusted import Names
    from grader.quiz.variant import Variant, Wrong

Expression = str
Number = int | float
Choices = list[Number | str | list[Number | str]]


class Distractor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wrong answer that real people give, and what to say to it."""

    feedback: str
    value: Expression = ""
    code: str = ""
    cell: int = 0


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

    face: ClassVar[str] = "line"  # the template of the field: templates/quiz_kinds/<face>.html.j2
    lists_distractors: ClassVar[bool] = False  # they stand among the choices
    has_cells: ClassVar[bool] = (
        False  # the parts of an answer stand on their own, one for each cell
    )

    @property
    def kind(self) -> str:
        """The `type` of the file."""
        return str(self.__struct_config__.tag)

    # Reading the file.

    @property
    def needs_check(self) -> bool:
        """Whether numbers that it draws call for a second computation of the key."""
        return True

    def problem(self) -> str:
        """What is wrong with it beyond the types of its fields, empty when nothing is."""
        return ""

    # Drawing.

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        """The variant with these names: `common` is what all kinds have, `key` and the rest is drawn here.

        Raises `ExpressionError` for what the author must mend, and `Collision` when other numbers may do.
        """
        raise NotImplementedError(f"{type(self).__name__}.variant")

    def wrong_value(self, distractor: Distractor, names: Names) -> Any:
        """The value of a distractor, to compare with the key."""
        return evaluate(distractor.value, names)

    # Marking.

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        """What an answer that is not blank earns. Raises `Unreadable` for one that is none of this kind."""
        raise NotImplementedError(f"{type(self).__name__}.judge")

    def same(self, given: Any, key: Any) -> bool:
        """Whether two values count as the same answer."""
        return same_value(given, key)

    def key_text(self, variant: Variant) -> str:
        """The key as people read it, in Markdown."""
        return value_text(variant.key)

    def given_text(self, variant: Variant, answer: Answer) -> str:
        """An answer as whoever gave it will recognise it. Raises `Unreadable`."""
        return plain_answer(answer)

    # The pages and the terminal.

    def how_to_answer(self, variant: Variant) -> str:
        """A few words about the form of the answer."""
        raise NotImplementedError(f"{type(self).__name__}.how_to_answer")

    def how_to_type(self, variant: Variant) -> str:
        """The same words for a terminal, with how an answer of several lines ends."""
        return self.how_to_answer(variant)

    def field_label(self, variant: Variant) -> str:
        """The same words where the field of a page stands below them."""
        return self.how_to_answer(variant)

    def fields(self, variant: Variant, answer: Answer) -> Fields:
        """What the fields of the form hold once this was answered. Raises `Unreadable`."""
        return {"": [joined(answer, "\n")]}

    def answer_from(self, fields: Fields, variant: Variant) -> Answer:
        """The answer in the fields of a posted form."""
        return first(fields)

    def ask(self, variant: Variant, read: Callable[[str], str]) -> Answer:
        """Ask in a terminal; `read` shows a prompt and returns the line typed, "" when no more comes."""
        return read("  > ")

    def wrong_texts(self, variant: Variant) -> list[tuple[str, str]]:
        """For the preview: each wrong answer that is recognised, with what is said to it."""
        recognised = [(value_text(wrong.value), wrong.feedback) for wrong in variant.wrongs]
        return recognised + [
            (option.letter, option.feedback) for option in variant.options if option.feedback
        ]

    # The author's proof.

    def right_answer(self, variant: Variant) -> Answer:
        """The key as a learner would answer it."""
        return answer_text(variant.key)

    def wrong_answer(self, variant: Variant, wrong: Wrong) -> Answer:
        """A distractor as a learner would answer it."""
        return answer_text(wrong.value)

    def check_problem(self, variant: Variant, second: Any) -> str:
        """How the key and the value of `check` disagree, empty when they do not."""
        return disagreement(variant.key, second)

    def key_forms(self, variant: Variant) -> set[str]:
        """The spellings of the key that must not stand in the feedback of a wrong answer."""
        return set()

    def variant_problems(self, variant: Variant) -> Iterator[str]:
        """What else has to hold of every variant of this kind."""
        return iter(())


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
