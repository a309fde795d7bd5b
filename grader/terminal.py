"""Report -> text for a terminal, at most a screenful. The only user of rich.

The verdict first, then the one finding to work on, then as much of the rest as fits. Nothing that
a learner wrote reaches the terminal uncleaned, and none of it is read as rich's markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader import findings
from grader.messages import message
from grader.model import CheckResult, Report
from grader.text import clean_line, number, seconds

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MARKS = {
    "passed": ("\u2713", "+", "green"),
    "failed": ("\u2717", "x", "red"),
    "timeout": ("\u25f7", "t", "yellow"),
    "error": ("\u26a0", "!", "magenta"),
    "not_started": ("\u25cb", "o", "cyan"),
    "skipped": ("\u2212", "-", "bright_black"),
}
HINT_LINES = 3
ASCII = str.maketrans(
    {"\u2026": "~", "\u2192": "->", "\u2212": "-", "\u00d7": "x", "\u2018": "'", "\u2019": "'"}
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line, and how soon it may be left out when the screen is full: 0 is never."""

    text: Text
    rank: int


def render_terminal(
    report: Report,
    *,
    width: int = 80,
    height: int = 24,
    color: bool = False,
    unicode: bool = True,
    report_path: str | None = None,
    reveal: bool = False,
) -> str:
    """Return `report` as text that fits `width` columns and `height` lines, one left for a prompt.

    Without `color` there is no escape sequence in it; without `unicode` it is ASCII, for
    terminals that cannot show more. `report_path` is where the HTML report lies.
    """
    import io

    from rich.console import Console

    width = max(width, 40)
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    rows = list(_rows(report, console, width, unicode, report_path, reveal))
    with console.capture() as capture:
        for row in _fit(rows, max(height - 1, 8)):
            console.print(row.text, no_wrap=True, overflow="crop", crop=True)
    lines = [line.rstrip() for line in capture.get().splitlines()]
    text = "\n".join(lines).strip("\n") + "\n"
    return text if unicode else text.translate(ASCII).encode("ascii", "replace").decode()


def _fit(rows: list[_Row], height: int) -> list[_Row]:
    """Leave out the lines that matter least, the last ones first, until the rest fits."""
    kept = list(rows)
    while len(kept) > height:
        rank = max(row.rank for row in kept)
        if rank == 0:
            return kept[:height]
        last = max(index for index, row in enumerate(kept) if row.rank == rank)
        del kept[last]
    return kept


def _rows(
    report: Report, console: Console, width: int, unicode: bool, path: str | None, reveal: bool
) -> Iterator[_Row]:
    from rich.text import Text

    def line(*parts: str | tuple[str, str], rank: int = 0, indent: int = 0) -> _Row:
        text = Text.assemble(" " * indent, *parts)
        text.truncate(width, overflow="ellipsis")
        return _Row(text, rank)

    def wrapped(body: str, *, rank: int, indent: int, limit: int, label: str = "") -> list[_Row]:
        first = Text.assemble((label, "bold"), clean_line(body, width * limit))
        lines = first.wrap(console, width - indent)[:limit]
        return [_Row(Text.assemble(" " * indent, part), rank + n) for n, part in enumerate(lines)]

    def mark(status: str) -> tuple[str, str]:
        sign, plain, style = MARKS[status]
        return (sign if unicode else plain, f"bold {style}")

    score = message("score", score=number(report.score), max_score=number(report.max_score))
    if report.status == "error":
        score = message("score.none")
    title = clean_line(report.title or report.exercise, 60)
    who = f"  {clean_line(report.learner, 40)}" if report.learner else ""
    verdict = message(f"verdict.{report.status}")
    yield line(mark(report.status), " ", (verdict, "bold"), "  ", (score, "bold"))
    counts = [message(f"tally.{status}", count=count) for status, count in findings.tally(report)]
    facts = f"{title}{who}  {', '.join(counts)}  {seconds(report.duration)}"
    yield line((facts, "dim"), indent=2)
    for note in report.notes[:2]:
        yield line(("! " + clean_line(note, width), "yellow"), indent=2, rank=40)
    yield line(rank=90)

    step = findings.next_step(report, reveal=reveal)
    yield from wrapped(step.sentence, rank=0, indent=2, limit=2, label=f"{message('next.title')}: ")
    groups = findings.findings(report)
    if groups:
        yield from _lead(groups[0], line, wrapped, reveal)
    later = [group.lead for group in groups[1:]]
    later += findings.with_status(report, "error") + findings.with_status(report, "not_started")
    later = [check for check in later if check is not step.check]
    if later:
        yield line(rank=91)
        yield line((message("terminal.then"), "bold"), rank=60, indent=2)
        for n, check in enumerate(later):
            shown = findings.check_title(check, reveal=reveal)
            name = _function(check, reveal)
            yield line(mark(check.status), " ", shown, (name, "dim"), rank=61 + n, indent=4)
    if report.quiz:
        got = sum(question.score for question in report.quiz)
        most = sum(question.max_score for question in report.quiz)
        quiz = message("terminal.quiz", score=number(got), max_score=number(most))
        yield line(rank=92)
        yield line(quiz, rank=30, indent=2)
    if path:
        yield line(rank=93)
        yield line((message("terminal.report", path=clean_line(path, 4 * width)), "dim"), indent=2)


def _lead(finding: findings.Finding, line: Line, wrapped: Wrapped, reveal: bool) -> Iterator[_Row]:
    """The finding to work on: what happened, the call that shows it, what it looks like."""
    check = finding.lead
    if findings.kept_back(check, reveal=reveal):
        return
    yield from wrapped(check.message, rank=20, indent=4, limit=3)
    if check.counterexample is not None:
        case = check.counterexample
        words = [message("finding.expected"), message("finding.actual")]
        pad = max(map(len, words)) + 2
        yield line((clean_line(case.call), "bold"), rank=10, indent=4)
        yield line(
            (words[0].ljust(pad), "dim"), (clean_line(case.expected), "green"), rank=10, indent=6
        )
        yield line(
            (words[1].ljust(pad), "dim"), (clean_line(case.actual), "red"), rank=10, indent=6
        )
    if check.misconception:
        label = f"{message('finding.looks_like')}: "
        yield from wrapped(check.misconception, rank=5, indent=4, limit=2, label=label)
    if check.hint:
        label = f"{message('finding.hint')}: "
        yield from wrapped(check.hint, rank=6, indent=4, limit=HINT_LINES, label=label)
    if check.line is not None:
        yield line((message("terminal.line", line=check.line), "dim"), rank=25, indent=4)
    if finding.folded:
        more = message("terminal.same", count=len(finding.folded))
        yield line((more, "dim"), rank=26, indent=4)


def _function(check: CheckResult, reveal: bool) -> str:
    if not check.functions or findings.kept_back(check, reveal=reveal):
        return ""
    return f"  {clean_line(check.functions[0], 40)}"
