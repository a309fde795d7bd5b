"""Report -> a summary in Markdown, as a CI job shows it on its page.

Every text that is not ours is written in numeric character references, so that no markup, HTML, link,
mention or workflow command is left in it, whoever renders or prints it. Runs in the judge.
"""

from __future__ import annotations

import re

from grader.messages import message
from grader.model import CheckResult, Report
from grader.report.entries import Entry, check_entries, fault
from grader.report.findings import findings_of, open_questions, verdict_detail, verdict_title
from grader.report.plain import plain_text
from grader.report.points import points_text
from grader.report.wording import case_lines
from grader.text import capitalised, clean, clean_line, number

TEXT_LIMIT = 2_000
MARKS = {"passed": "✅", "failed": "❌", "error": "⚠️", "skipped": "➖"}
_SIGNS = re.compile(r"[^\w\s,]|_")


def markdown_summary(report: Report) -> str:
    """Return `report` as Markdown: the score, a table of checks, the first finding."""
    title = clean_line(f"{report.exercise}: {report.title}")
    parts = [f"## {escape(title)}", _verdict(report), _table(report), _finding(report)]
    parts += [f"- {escape(clean_line(note))}" for note in report.notes]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Return `text` as Markdown that reads as it is; an empty space keeps `@` from being a mention."""
    escaped = _SIGNS.sub(lambda match: f"&#{ord(match[0])};", text)
    return escaped.replace("&#64;", "&#64;&#8203;")


def _verdict(report: Report) -> str:
    if report.status == "error":
        return f"**{message('score.none')}.** {escape(fault(report))}"
    lines = [f"**{points_text(report)}.** {verdict_title(report)}. {verdict_detail(report)}"]
    if waiting := open_questions(report):
        right = len(report.quiz) - len(waiting)
        lines.append(message("export.quiz", right=right, total=len(report.quiz)))
    return "\n\n".join(lines)


def _table(report: Report) -> str:
    head = [message(f"run.{column}") for column in ("check", "status", "points")]
    rows = [f"| {' | '.join(head)} |", "| --- | --- | ---: |"]
    rows += [_row(entry) for entry in check_entries(report)]
    return "\n".join(rows) if report.checks else ""


def _row(entry: Entry) -> str:
    status = f"{MARKS[entry.outcome]} {message(f'status.{entry.status}')}"
    points = f"{number(entry.score)} / {number(entry.max_score)}"
    return f"| <code>{escape(entry.id)}</code> {escape(entry.title)} | {status} | {points} |"


def _finding(report: Report) -> str:
    """What failed first, with the call that shows it."""
    for finding in findings_of(report):
        return _lead(finding.lead)
    return ""


def _lead(check: CheckResult) -> str:
    parts = [
        f"### {message('fix.title')}: {escape(clean_line(check.title or check.id))}",
        _block(check.message),
    ]
    if (case := check.counterexample) is not None:
        parts.append(_block("\n".join(case_lines(case))))
    if check.misconception:
        named = escape(clean_line(plain_text(check.misconception)))
        parts.append(f"{message('finding.looks_like')}: **{named}**")
    if check.hint:
        hint = escape(clean_line(capitalised(plain_text(check.hint)), TEXT_LIMIT))
        parts.append(f"{message('finding.hint')}: {hint}")
    return "\n\n".join(part for part in parts if part)


def _block(text: str) -> str:
    shown = clean(text, TEXT_LIMIT).strip()
    return f"<pre>{escape(shown)}</pre>" if shown else ""
