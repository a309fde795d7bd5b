"""Variants -> what the pages of a quiz show, texts rendered to safe HTML. Knows no server and no files.

One view serves the form, the paper version and the instructor's sheets; the key enters it only for the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.messages import message
from grader.model import QuestionResult
from grader.quiz.algebra import Unreadable
from grader.quiz.forms import Fields
from grader.quiz.keys import shortened
from grader.quiz.reading import Answer, is_blank
from grader.quiz.variant import Cell, Variant
from grader.report import (
    QUESTION_SHAPES,
    plain_text,
    render_inline,
    render_markdown,
    render_page,
)
from grader.text import number

if TYPE_CHECKING:
    from markupsafe import Markup

QUIZ_STYLES = ("base.css", "report.css", "quiz.css")
STEP_LENGTH = 60


@dataclass(frozen=True, slots=True)
class OptionView:
    """A choice, a reason or a step."""

    letter: str
    text: Markup
    short: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a table: a text, or a field with its number."""

    text: Markup | None
    blank: int
    label: str
    column: str
    filled: bool
    off: bool


@dataclass(frozen=True, slots=True)
class ResultView:
    """What became of an answer."""

    result: QuestionResult
    shape: str
    feedback: Markup | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question on a page. `face` names the template of its field, `fields` what is in that."""

    id: str
    number: int
    kind: str
    face: str
    title: Markup | None
    label: str
    stem: Markup
    code: Markup | None
    how: str
    unit: str
    points: str
    options: tuple[OptionView, ...]
    columns: tuple[Markup, ...]
    rows: tuple[tuple[CellView, ...], ...]
    fields: Fields
    answered: bool
    grown: bool
    attempt: str
    result: ResultView | None

    def text_in(self, part: str = "") -> str:
        """What the field of this part of the answer holds."""
        return next(iter(self.fields.get(part, ())), "")

    def chosen(self, letter: str, part: str = "") -> bool:
        """Whether the option of this letter is ticked."""
        return letter in self.fields.get(part, ())


def question_views(
    variants: Sequence[Variant],
    answers: Mapping[str, Answer],
    results: Mapping[str, QuestionResult],
    attempts: Mapping[str, str],
    folder: Path,
) -> list[QuestionView]:
    """The views of a whole quiz; `attempts` are the sentences about the next attempt at each question."""
    return [
        question_view(
            variant,
            place,
            answers.get(variant.id),
            results.get(variant.id),
            attempts.get(variant.id, ""),
            folder,
        )
        for place, variant in enumerate(variants, 1)
    ]


def question_view(
    variant: Variant,
    place: int,
    answer: Answer | None,
    result: QuestionResult | None,
    attempt: str,
    folder: Path,
) -> QuestionView:
    """The view of one question, with what has been answered."""
    question = variant.question
    how = question.field_label(variant)
    return QuestionView(
        id=variant.id,
        number=place,
        kind=question.kind,
        face=question.face,
        title=inline(variant.title) if question.title else None,
        label=plain_text(variant.title),
        stem=block(variant.stem, folder),
        code=block(f"```python\n{variant.code}\n```", folder) if variant.code else None,
        how=how[:1].upper() + how[1:],
        unit=variant.unit,
        points=_points(question.points),
        options=tuple(
            OptionView(
                letter=option.letter,
                text=inline(option.text),
                short=shortened(plain_text(option.text), STEP_LENGTH),
            )
            for option in variant.options
        ),
        columns=tuple(inline(column) for column in variant.columns),
        rows=_rows(variant, result.cells if result else ()),
        fields=_fields(variant, answer),
        answered=not is_blank(answer),
        grown=bool(question.function),
        attempt=attempt,
        result=_result(result, folder),
    )


def _fields(variant: Variant, answer: Answer | None) -> Fields:
    """What the fields hold; nothing where the answer cannot be read."""
    if answer is None:
        return {}
    try:
        return variant.question.fields(variant, answer)
    except Unreadable:
        return {}


def _rows(variant: Variant, off: Sequence[int]) -> tuple[tuple[CellView, ...], ...]:
    """The cells; `off` are those to fill whose answers are not right."""
    return tuple(
        tuple(_cell(cell, row, variant.columns[place], off) for place, cell in enumerate(row))
        for row in variant.rows
    )


def _cell(cell: Cell, row: Sequence[Cell], column: str, off: Sequence[int]) -> CellView:
    column = plain_text(column)
    if not cell.blank:
        text = inline(cell.text)
        filled = bool(cell.text)
        return CellView(text=text, blank=0, label="", column=column, filled=filled, off=False)
    words = {"cell": cell.blank, "row": plain_text(row[0].text), "column": column}
    wrong = cell.blank in off
    label = message("quiz.page.cell.label.off" if wrong else "quiz.page.cell.label", **words)
    return CellView(text=None, blank=cell.blank, label=label, column=column, filled=True, off=wrong)


def _result(result: QuestionResult | None, folder: Path) -> ResultView | None:
    if result is None or result.status == "unanswered":
        return None
    return ResultView(
        result=result,
        shape=QUESTION_SHAPES[result.status],
        feedback=block(result.feedback, folder) if result.feedback else None,
    )


def _points(points: float) -> str:
    if not points:
        return message("quiz.page.practice")
    text = number(points)
    return message("quiz.page.points", count=1 if points == 1 else text)


def inline(text: str) -> Markup:
    """One line of Markdown as HTML."""
    from markupsafe import Markup

    return Markup(render_inline(text))  # noqa: S704 - the renderer escapes


def block(text: str, folder: Path | None = None) -> Markup:
    """Markdown of several lines as HTML, figures of the public folder in it."""
    from markupsafe import Markup

    return Markup(render_markdown(text, folder=folder, links=True, heading=4))  # noqa: S704 - the renderer escapes


def render_quiz_page(template: str, *, allow: str = "form-action 'none'", **values: object) -> str:
    """A page of the quiz; `allow` is what its policy permits besides the style sheets."""
    return render_page(template, styles=QUIZ_STYLES, allow=allow, **values)
