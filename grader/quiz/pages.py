"""Variants -> what the pages of a quiz show, texts rendered to safe HTML. Knows no server and no files.

One view serves the form, the paper version and the instructor's sheets; the key enters it only for the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from grader.messages import message
from grader.model import QuestionResult
from grader.quiz.algebra import Unreadable
from grader.quiz.format import NumberQuestion
from grader.quiz.keys import how_to_answer, shortened
from grader.quiz.reading import Answer, is_blank, read_letters, read_verdict
from grader.quiz.variant import Cell, Variant
from grader.report import (
    QUESTION_SHAPES,
    TEMPLATES,
    plain_text,
    render_inline,
    render_markdown,
    render_page,
)
from grader.text import number

if TYPE_CHECKING:
    from markupsafe import Markup

STYLES = ("base.css", "report.css", "quiz.css")
STEP_LENGTH = 60


@dataclass(frozen=True, slots=True)
class OptionView:
    """A choice, a reason or a step."""

    letter: str
    text: Markup
    short: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a table: a text, or a field with its number and what is in it."""

    text: Markup | None
    blank: int
    value: str
    label: str
    column: str
    filled: bool


@dataclass(frozen=True, slots=True)
class ResultView:
    """What became of an answer."""

    result: QuestionResult
    shape: str
    feedback: Markup | None
    attempts: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question on a page."""

    id: str
    number: int
    kind: str
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
    places: tuple[str, ...]
    value: str
    verdict: str
    answered: bool
    grown: bool
    result: ResultView | None


def question_views(
    variants: Sequence[Variant],
    answers: Mapping[str, Answer],
    results: Mapping[str, QuestionResult],
    attempts: Mapping[str, int],
    folder: Path,
) -> list[QuestionView]:
    """The views of a whole quiz."""
    return [
        question_view(
            variant,
            place,
            answers.get(variant.id),
            results.get(variant.id),
            attempts.get(variant.id, 0),
            folder,
        )
        for place, variant in enumerate(variants, 1)
    ]


def question_view(
    variant: Variant,
    place: int,
    answer: Answer | None,
    result: QuestionResult | None,
    attempts: int,
    folder: Path,
) -> QuestionView:
    """The view of one question, with what has been answered."""
    question = variant.question
    letters, verdict = _chosen(variant, answer)
    given = answer if isinstance(answer, list) else [answer or ""]
    value = answer if isinstance(answer, str) else "\n".join(given)
    how = _how(variant)
    places = tuple(letters) if variant.kind == "ordering" else ()
    return QuestionView(
        id=variant.id,
        number=place,
        kind=variant.kind,
        title=inline(variant.title) if question.title else None,
        label=plain_text(variant.title),
        stem=block(variant.stem, folder),
        code=block(f"```python\n{variant.code}\n```", folder) if variant.code else None,
        how=how[:1].upper() + how[1:],
        unit=question.unit if isinstance(question, NumberQuestion) else "",
        points=_points(question.points),
        options=tuple(
            OptionView(
                letter=one.letter,
                text=inline(one.text),
                short=shortened(plain_text(one.text), STEP_LENGTH),
                chosen=one.letter in letters,
            )
            for one in variant.options
        ),
        columns=tuple(inline(column) for column in variant.columns),
        rows=_rows(variant, given),
        places=places + ("",) * (len(variant.options) - len(places)),
        value=value,
        verdict=verdict,
        answered=not is_blank(answer),
        grown=bool(question.function),
        result=_result(result, attempts, folder),
    )


def _chosen(variant: Variant, answer: Answer | None) -> tuple[tuple[str, ...], str]:
    """The letters and the verdict of an answer; none where it cannot be read."""
    if answer is None or is_blank(answer):
        return (), ""
    try:
        if variant.kind == "truefalse":
            verdict, letter = read_verdict(answer, variant.options)
            told = "" if verdict is None else str(verdict).lower()
            return ((letter,) if letter else ()), told
        if variant.options:
            return read_letters(answer, variant.options), ""
    except Unreadable:
        pass
    return (), ""


def _rows(variant: Variant, given: Sequence[str]) -> tuple[tuple[CellView, ...], ...]:
    return tuple(
        tuple(_cell(cell, row, variant.columns[place], given) for place, cell in enumerate(row))
        for row in variant.rows
    )


def _cell(cell: Cell, row: Sequence[Cell], column: str, given: Sequence[str]) -> CellView:
    column = plain_text(column)
    if not cell.blank:
        text = inline(cell.text)
        return CellView(
            text=text, blank=0, value="", label="", column=column, filled=bool(cell.text)
        )
    words = {"cell": cell.blank, "row": plain_text(row[0].text), "column": column}
    value = given[cell.blank - 1] if cell.blank <= len(given) else ""
    label = message("quiz.page.cell.label", **words)
    return CellView(
        text=None, blank=cell.blank, value=value, label=label, column=column, filled=True
    )


def _result(result: QuestionResult | None, attempts: int, folder: Path) -> ResultView | None:
    if result is None or result.status == "unanswered":
        return None
    return ResultView(
        result=result,
        shape=QUESTION_SHAPES[result.status],
        feedback=block(result.feedback, folder) if result.feedback else None,
        attempts=message("quiz.page.attempts", count=attempts) if attempts else "",
    )


def _points(points: float) -> str:
    if not points:
        return message("quiz.page.practice")
    text = number(points)
    return message("quiz.page.points", count=1 if points == 1 else text)


def _how(variant: Variant) -> str:
    if variant.kind in ("choice", "multiple", "ordering"):
        return message(f"quiz.form.{variant.kind}")
    return how_to_answer(variant, unit=False)


def inline(text: str) -> Markup:
    """One line of Markdown as HTML."""
    from markupsafe import Markup

    return Markup(render_inline(text))  # noqa: S704 - the renderer escapes


def block(text: str, folder: Path | None = None) -> Markup:
    """Markdown of several lines as HTML, figures of the public folder in it."""
    from markupsafe import Markup

    return Markup(render_markdown(text, folder=folder, links=True, heading=4))  # noqa: S704 - the renderer escapes


@lru_cache(maxsize=1)
def script() -> Markup:
    """The one script of the form; it saves answers as they are typed."""
    from markupsafe import Markup

    return Markup((TEMPLATES / "quiz.js").read_text(encoding="utf-8"))  # noqa: S704 - our own script


def render_quiz_page(template: str, *, allow: str = "form-action 'none'", **values: object) -> str:
    """A page of the quiz; `allow` is what its policy permits besides the style sheets."""
    return render_page(template, styles=STYLES, allow=allow, **values)
