"""Report -> what each part of the page shows, texts rendered to safe HTML.

Stands between the plain results and the templates: a template only lays out what it finds here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from grader.messages import message
from grader.model import CheckResult, QuestionResult, Report, cell_line
from grader.report import figures, findings, grids, highlight
from grader.report.markdown import render_inline, render_markdown
from grader.report.wording import line_words
from grader.text import capitalised, clean, clean_line, seconds

if TYPE_CHECKING:
    from markupsafe import Markup

TEXT_LIMIT = 6_000
TINY = 4  # numbers that are read as well in a line of text
QUESTION_SHAPES = {
    "correct": "passed",
    "partial": "partial",
    "wrong": "failed",
    "unanswered": "not_started",
    "invalid": "error",
}
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check with all that its part of the page shows."""

    check: CheckResult
    anchor: str
    title: str
    function: str
    duration: str
    kept: str
    note: str
    file: str
    message: Markup
    relations: tuple[Markup, ...]
    misconception: Markup | None
    explanation: Markup | None
    hint: Markup | None
    more: tuple[Markup, ...]
    call: Markup | None
    code: tuple[highlight.CodeLine, ...]
    place: str
    grids: tuple[Sequence[grids.GridView], ...]
    figures: tuple[figures.FigureView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """One cause: the check that leads, and those folded under it."""

    lead: CheckView
    folded: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class TodoView:
    """The checks that wait for one function."""

    function: str
    views: tuple[CheckView, ...]

    @property
    def score(self) -> float:
        return sum(view.check.score for view in self.views)

    @property
    def max_score(self) -> float:
        return sum(view.check.max_score for view in self.views)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question of the quiz as the page shows it."""

    result: QuestionResult
    title: Markup
    feedback: Markup | None
    shape: str


def check_view(
    report: Report,
    check: CheckResult,
    index: int,
    hints: Mapping[str, Sequence[str]],
    reveal: bool,
) -> CheckView:
    """Return the view of the check at `index`; one that is kept back shows nothing it found."""
    kept = findings.kept_sentence(check) if findings.kept_back(check, reveal=reveal) else ""
    failing = check.status in ("failed", "timeout", "error") and not kept
    case = check.counterexample
    more = hints.get(check.id, ()) if failing else ()
    return CheckView(
        check=check,
        anchor=f"check-{index + 1}",
        title=findings.check_title(check, reveal=reveal),
        function=clean_line(findings.blamed(check) or "", 80) if not kept else "",
        duration=seconds(check.duration),
        kept=kept,
        note=clean_line(check.message) if check.status == "skipped" and not kept else "",
        file=clean_line(PurePath(report.submission).name, 80),
        message=_sentence(clean(check.message, TEXT_LIMIT) or message("finding.no_message")),
        relations=tuple(_sentence(clean(relation, TEXT_LIMIT)) for relation in check.relations),
        explanation=markdown(check.explanation, heading=4) if failing else None,
        misconception=_safe(render_inline(check.misconception)) if check.misconception else None,
        hint=markdown(capitalised(check.hint or ""), heading=4) if failing else None,
        more=tuple(text for hint in more if (text := markdown(capitalised(hint), heading=4))),
        call=_safe(highlight.highlight_code(clean(case.call, TEXT_LIMIT)))
        if case and case.call
        else None,
        code=tuple(_code(report, check)) if failing else (),
        place=line_words("finding.code", report, check) if check.line is not None else "",
        grids=_grids(check) if failing else (),
        figures=figures.figure_views(check.figures) if not kept else (),
    )


def group_view(lead: CheckView, folded: Sequence[CheckView]) -> GroupView:
    """One cause. Where the check that leads draws nothing, it gets the curves of one folded under it."""
    views = list(folded)
    for place, view in enumerate(() if lead.figures else folded):
        curves = tuple(figure for figure in view.figures if figure.kind == "curves")
        if curves:
            rest = tuple(figure for figure in view.figures if figure.kind != "curves")
            lead, views[place] = replace(lead, figures=curves), replace(view, figures=rest)
            break
    return GroupView(lead, tuple(views))


def _code(report: Report, check: CheckResult) -> list[highlight.CodeLine]:
    """The lines around the failing one; of a notebook those of its cell, with their numbers there."""
    if not report.cells or check.line is None:
        return highlight.excerpt(report.source, check.line)
    cell, line = cell_line(report.cells, check.line)
    begin, end = [*report.cells, None][cell - 1 : cell + 1] if cell else (1, None)
    lines = report.source.split("\n")[(begin or 1) - 1 : end and end - 1]
    return highlight.excerpt("\n".join(lines), line)


def todo_groups(views: Sequence[CheckView]) -> list[TodoView]:
    """The checks that were not started, by the function that they wait for, in their order."""
    groups: dict[str, list[CheckView]] = {}
    for view in views:
        groups.setdefault(view.function, []).append(view)
    return [TodoView(function, tuple(group)) for function, group in groups.items()]


def question_view(result: QuestionResult) -> QuestionView:
    """Return the view of one answer."""
    return QuestionView(
        result=result,
        title=_safe(render_inline(result.title or result.id)),
        feedback=markdown(result.feedback, heading=4),
        shape=QUESTION_SHAPES[result.status],
    )


def _grids(check: CheckResult) -> tuple[Sequence[grids.GridView], ...]:
    """The grids, without those whose few numbers stand in the counterexample already."""
    groups = grids.grid_views(check.grids)
    if check.counterexample is None:
        return tuple(groups)
    return tuple(group for group in groups if any(grid.size > TINY for grid in group))


def markdown(
    text: str | None, *, folder: Path | None = None, links: bool = False, heading: int
) -> Markup | None:
    """Return Markdown as HTML, None for no text."""
    if not text:
        return None
    return _safe(render_markdown(text, folder=folder, links=links, heading=heading))


def _sentence(text: str) -> Markup:
    """A message as it is, with what stands between backticks as code."""
    from markupsafe import escape

    return _safe(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def _safe(html: str) -> Markup:
    """Mark HTML that our own renderers escaped."""
    from markupsafe import Markup

    return Markup(html)  # noqa: S704 - each caller passes what was escaped a line before
