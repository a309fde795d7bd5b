"""The desk's pages: the map of the course, and the three tabs of an exercise. Values in, HTML and its policy out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from grader.course import Progress, read_hints, read_progress, read_statement, shown_hints
from grader.desk.editor import editor_link
from grader.desk.live import State
from grader.messages import message
from grader.model import Exercise, Report
from grader.quiz import QUIZ_STYLES
from grader.report import (
    TEMPLATES,
    earned,
    next_exercise,
    next_text,
    page_policy,
    points_text,
    render_markdown,
    render_page,
    report_values,
    shown_path,
    state_of,
)

if TYPE_CHECKING:
    from markupsafe import Markup

TABS = ("statement", "report", "quiz")
STYLES = (*QUIZ_STYLES, "desk.css")
POLICY = "form-action 'self'; connect-src 'self'; script-src 'nonce-{nonce}'"
SHAPES = {"passed": "passed", "begun": "partial", "open": "not_started"}
Page = tuple[str, str]


def map_page(exercises: Sequence[Exercise], *, csrf: str, nonce: str) -> Page:
    """Every exercise with what was earned, and what comes next."""
    rows = [(exercise, read_progress(exercise)) for exercise in exercises]
    following = next_exercise(rows)
    views = [
        {
            "exercise": exercise,
            "shape": SHAPES[state_of(progress)],
            "state": message(f"desk.state.{state_of(progress)}"),
            "earned": earned(progress),
            "following": exercise is following,
        }
        for exercise, progress in rows
    ]
    passed = sum(state_of(progress) == "passed" for _, progress in rows)
    remembered = any(progress != Progress() for _, progress in rows)
    return _page(
        "desk_map.html.j2",
        nonce,
        rows=views,
        passed=passed,
        following=message("desk.following", title=following.title)
        if following
        else next_text(rows),
        remembered=remembered,
    )


def statement_page(exercise: Exercise, *, csrf: str, nonce: str) -> Page:
    """What is to be done, and where."""
    from markupsafe import Markup

    text = read_statement(exercise) or ""
    html = render_markdown(text, folder=exercise.folder, links=True, heading=1)
    statement = Markup(html)  # noqa: S704 - the renderer escapes
    return _page("desk_statement.html.j2", nonce, **_exercise(exercise, 0), statement=statement)


def report_page(exercise: Exercise, state: State, *, csrf: str, nonce: str) -> Page:
    """The live report; what is known already stands in it, for browsers without a script."""
    values = _report(exercise, state.report) if state.report is not None else {}
    return _page(
        "desk_report.html.j2",
        nonce,
        **_exercise(exercise, 1),
        **values,
        csrf=csrf,
        known=state.report is not None,
        trouble=state.trouble,
    )


def live_part(exercise: Exercise, report: Report) -> dict[str, str]:
    """The report as an event: what replaces the old one, and what a screen reader is told."""
    html = render_page("desk_live.html.j2", styles=STYLES, **_report(exercise, report))
    verdict = message(f"verdict.{report.status}")
    said = message("desk.verdict", verdict=verdict, points=points_text(report))
    return {"html": html, "text": said, "status": report.status}


def quiz_page(exercise: Exercise, values: dict[str, Any] | None, *, csrf: str, nonce: str) -> Page:
    """The quiz; `values` are its form's, None where the exercise has no quiz here."""
    tab = _exercise(exercise, 2)
    if values is None:
        return _page("desk_no_quiz.html.j2", nonce, **tab)
    return _page("quiz.html.j2", nonce, **{**tab, **values}, csrf=csrf)


def note_page(title: str, text: str, href: str) -> Page:
    """A page with a sentence, and perhaps a way on; nothing runs on it."""
    allow = "form-action 'none'"
    values = {"title": title, "text": text, "href": href, "link": message("desk.back")}
    html = render_page("quiz_note.html.j2", styles=STYLES, allow=allow, **values)
    return html, page_policy(STYLES, allow)


def _exercise(exercise: Exercise, tab: int) -> dict[str, Any]:
    return {
        "exercise": exercise,
        "tabs": [(name, message(f"desk.tab.{name}"), TABS[tab] == name) for name in TABS],
        "title": exercise.title,
        "file": str(shown_path(exercise.stub)),
        "editor": editor_link(exercise.stub),
    }


def _report(exercise: Exercise, report: Report) -> dict[str, Any]:
    hints = shown_hints(exercise, report, read_hints(exercise))
    return {
        **report_values(report, hints=hints),
        "statement": None,
        "index_href": None,
        "command": "",
    }


def _page(template: str, nonce: str, **values: Any) -> Page:
    allow = POLICY.format(nonce=nonce)
    html = render_page(
        template, styles=STYLES, allow=allow, nonce=nonce, script=_script(), **values
    )
    return html, page_policy(STYLES, allow)


@lru_cache(maxsize=1)
def _script() -> Markup:
    """The one script of every page."""
    from markupsafe import Markup

    return Markup((TEMPLATES / "desk.js").read_text(encoding="utf-8"))  # noqa: S704 - our own script
