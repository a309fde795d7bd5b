"""Report -> one self-contained HTML page. The only user of Jinja.

A page holds no script and asks nobody for anything; its one style sheet is named by its hash in a
strict Content-Security-Policy. Whatever a learner controls passes `clean` and is escaped: the
environment does both to every expression that is not Markup, so a template cannot forget it.

Runs in the judge.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from grader.files import installed, write_atomic
from grader.messages import message
from grader.model import Report
from grader.report import findings
from grader.report.points import points_text
from grader.report.views import (
    TEXT_LIMIT,
    CheckView,
    check_view,
    group_view,
    markdown,
    question_view,
    todo_groups,
)
from grader.text import clean, clean_line, number, seconds

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = installed("templates", "templates")
STYLES = ("base.css", "report.css")


def render_html(
    report: Report,
    *,
    statement: str | None = None,
    statement_folder: Path | None = None,
    hints: Mapping[str, Sequence[str]] | None = None,
    reveal: bool = False,
    index_href: str | None = None,
    command: str = "",
) -> str:
    """Return the page of one report.

    `statement` is the exercise's Markdown, folded away at the end, its figures in
    `statement_folder`. `hints` are further hints by check id, each folded under the one before.
    `reveal` shows what checks that are not `visible` found, as an instructor wants it.
    `index_href` links back to the index page. `command` is what to type after success.
    """
    return _page(
        "report.html.j2",
        **report_values(report, hints=hints, reveal=reveal),
        statement=_statement_html(statement, statement_folder),
        index_href=_href(index_href) if index_href else None,
        command=command,
    )


def report_values(
    report: Report, *, hints: Mapping[str, Sequence[str]] | None = None, reveal: bool = False
) -> dict[str, Any]:
    """Return what the template of a report shows, apart from the statement and the way back."""
    views = {
        id(c): check_view(report, c, n, hints or {}, reveal) for n, c in enumerate(report.checks)
    }
    by_status = {
        status: [views[id(check)] for check in findings.with_status(report, status)]
        for status in ("error", "not_started", "skipped", "passed")
    }
    groups = [
        group_view(views[id(finding.lead)], [views[id(check)] for check in finding.folded])
        for finding in findings.findings_of(report)
    ]
    step = findings.next_step(report, reveal=reveal)
    view = views[id(step.check)] if step.check is not None else None
    return {
        "report": report,
        "verdict": findings.verdict_title(report),
        "detail": findings.verdict_detail(report),
        "tally": findings.tally(report),
        "views": list(views.values()),
        "groups": groups,
        "errors": by_status["error"],
        "todo": by_status["not_started"],
        "todo_groups": todo_groups(by_status["not_started"]),
        "skipped": by_status["skipped"],
        "passed": by_status["passed"],
        "drawn": sorted((view for view in by_status["passed"] if view.figures), key=_curves_first),
        "step": step,
        "step_view": view if view is not None and not view.kept else None,
        "step_anchor": view.anchor if view is not None else None,
        "questions": [question_view(result) for result in report.quiz],
        "unanswered": sum(
            result.status == "unanswered" and not result.score for result in report.quiz
        ),
        "notes": notes(report),
        "started": _moment(report.started),
    }


@lru_cache(maxsize=16)
def _statement_html(statement: str | None, folder: Path | None) -> Any:
    """The statement of an exercise, the same in the reports of a whole class."""
    return markdown(statement, folder=folder, links=True, heading=3)


def render_index(reports: Sequence[tuple[Report, str]]) -> str:
    """Return a page that lists reports, each with the relative address of its own page."""
    rows = [
        {
            "report": report,
            "href": _href(href),
            "who": clean_line(report.learner or report.submission or report.exercise, 120),
            "points": points_text(report),
            "step": findings.next_step(report, reveal=False).sentence,
        }
        for report, href in reports
    ]
    passed = sum(report.status == "passed" for report, _ in reports)
    return _page("index.html.j2", rows=rows, passed=passed)


def warm_up() -> None:
    """Load what `render_html` needs; a thread may do so while the checks run."""
    _style()
    for name in ("report.html.j2", "parts.html.j2"):
        _environment().get_template(name)
    markdown("$x$ `x`\n\n```python\nx\n```", heading=1)


def notes(report: Report) -> list[str]:
    """Return what the reader should know about the run: its notes, and missing confinement."""
    if report.sandbox or report.notes:
        return list(report.notes)
    return [message("run.unconfined.note")]


def _curves_first(view: CheckView) -> int:
    return 0 if any(figure.kind == "curves" for figure in view.figures) else 1


def _page(template: str, **values: Any) -> str:
    return render_page(template, **values)


def render_page(
    template: str,
    *,
    styles: tuple[str, ...] = STYLES,
    allow: str = "form-action 'none'",
    **values: object,
) -> str:
    """Return a page of any kind: its style sheets, and what its policy allows besides them."""
    csp = page_policy(styles, allow)
    return _environment().get_template(template).render(css=_style(styles)[0], csp=csp, **values)


def page_policy(styles: tuple[str, ...], allow: str) -> str:
    """Return the Content-Security-Policy of such a page, for a server to send as well."""
    return f"{_style(styles)[1]}; {allow}"


@lru_cache(maxsize=8)
def _style(styles: tuple[str, ...] = STYLES) -> tuple[Markup, str]:
    """The style sheet, and the policy that allows it and nothing else."""
    from markupsafe import Markup

    css = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in styles)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'"
    return Markup(css), policy  # noqa: S704 - our own style sheet


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
    from jinja2.bccache import Bucket

    class Compiled(BytecodeCache):
        """Keeps compiled templates beside them, as Python does with its modules."""

        def load_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError), open(self._path(bucket), "rb") as file:
                bucket.load_bytecode(file)

        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):
                write_atomic(self._path(bucket), bucket.bytecode_to_string())

        def _path(self, bucket: Bucket) -> Path:
            return TEMPLATES / "__pycache__" / f"{bucket.key}.{sys.implementation.cache_tag}.cache"

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        auto_reload=False,
        bytecode_cache=Compiled(),
    )
    environment.globals.update(
        t=message,
        number=number,
        seconds=seconds,
    )
    environment.filters["line"] = clean_line
    environment.filters["clip"] = lambda text: clean(text, TEXT_LIMIT)
    return environment


def _finalize(value: Any) -> Any:
    """Clean each plain string on its way into a page; Markup has been cleaned before."""
    return clean(value) if type(value) is str else value


def _moment(text: str) -> str:
    """An ISO 8601 time as people write it; anything else as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    zone = moment.strftime(" UTC%z").replace("UTC+0000", "UTC") if moment.tzinfo else ""
    return moment.strftime("%Y-%m-%d %H:%M") + zone


def _href(address: str) -> str:
    """A relative address: quoted so that no scheme and no host can be in it."""
    return quote(address.replace("\\", "/").lstrip("/"), safe="/.#-_~", errors="replace")
