"""Report -> text for a terminal, at most a screenful. The only user of rich.

The verdict first, then the one finding to work on, then as much of the rest as fits. Nothing that
a learner wrote reaches the terminal uncleaned, and none of it is read as rich's markup.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.messages import message
from grader.model import CheckResult, Report
from grader.report import findings
from grader.report.plain import plain_text
from grader.report.points import points_text
from grader.report.wording import line_words
from grader.text import capitalised, clean, clean_line, seconds

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
LATER = 5
CALL_LIMIT = 2_000  # characters; what is longer is on the page
PRINTED, PRINTED_LIMIT = 5, 4_000  # the last lines that the code printed
ASCII = str.maketrans(
    {
        "\u230a": "floor(",
        "\u230b": ")",
        "\u2026": "~",
        "\u2192": "->",
        "\u2212": "-",
        "\u00d7": "x",
        "\u2018": "'",
        "\u2019": "'",
    }
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line, and how soon it is left out when the screen is full: 0 is never."""

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
    screen = _Screen(console, width, unicode, reveal)
    room = max(height - 1, 8)
    for later in range(LATER, 0, -1):
        rows = list(_rows(report, screen, report_path, later))
        if len(rows) <= room:
            break
    rows = _fit(rows, room)
    with console.capture() as capture:
        for row in rows:
            console.print(row.text, no_wrap=True, overflow="crop", crop=True)
    text = "\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n") + "\n"
    return text if unicode else text.translate(ASCII).encode("ascii", "replace").decode()


class _Screen:
    """Makes lines that fit the screen."""

    def __init__(self, console: Console, width: int, unicode: bool, reveal: bool) -> None:
        self.console, self.width, self.unicode, self.reveal = console, width, unicode, reveal

    def line(self, *parts: str | tuple[str, str], rank: int = 0, indent: int = 0) -> _Row:
        """One line, cut where the screen ends."""
        from rich.text import Text

        text = Text.assemble(" " * indent, *parts)
        text.truncate(self.width, overflow="ellipsis")
        return _Row(text, rank)

    def wrapped(
        self, body: str, *, rank: int, indent: int, limit: int, label: str = ""
    ) -> Iterator[_Row]:
        """At most `limit` lines of prose; the later lines matter less."""
        from rich.text import Text

        room = self.width - indent
        whole = Text.assemble((label, "bold"), clean_line(body, 4_000))
        lines = whole.wrap(self.console, room)
        for n, part in enumerate(lines[:limit]):
            part.rstrip()
            if n == limit - 1 and len(lines) > limit:
                part.truncate(room - 2)
                part.append(" \u2026")
            yield _Row(Text.assemble(" " * indent, part), rank + n if rank else 0)

    def mark(self, status: str) -> tuple[str, str]:
        """The sign of a state, with its style."""
        sign, plain, style = MARKS[status]
        return (sign if self.unicode else plain, f"bold {style}")


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


def _rows(report: Report, screen: _Screen, path: str | None, later: int) -> Iterator[_Row]:
    yield from _verdict(report, screen)
    yield screen.line(rank=90)
    step = findings.next_step(report, reveal=screen.reveal)
    label = f"{message('next.title')}: "
    yield from screen.wrapped(step.sentence, rank=0, indent=2, limit=2, label=label)
    groups = findings.findings_of(report)
    if groups:
        yield from _lead(report, groups[0], screen)
    rest = [group.lead for group in groups[1:]]
    rest += findings.with_status(report, "error") + findings.with_status(report, "not_started")
    yield from _later([check for check in rest if check is not step.check], screen, later)
    if path:
        yield screen.line(rank=93)
        text = message("terminal.report", path=clean_line(path, 4 * screen.width))
        yield screen.line((text, "dim"), indent=2)


def _verdict(report: Report, screen: _Screen) -> Iterator[_Row]:
    """How it went, in two lines, and what the reader should know about the run."""
    score = message("score.none") if report.status == "error" else points_text(report)
    verdict = (findings.verdict_title(report), "bold")
    time = (f"  {seconds(report.duration)}", "dim")
    yield screen.line(screen.mark(report.status), " ", verdict, f"  {score}", time)
    words = [clean_line(report.title or report.exercise, 60)]
    words += [clean_line(report.learner, 40)] if report.learner else []
    yield screen.line(("  ".join(words), "dim"), rank=50, indent=2)
    counts = [message(f"tally.{status}", count=count) for status, count in findings.tally(report)]
    if counts:
        yield screen.line(", ".join(counts), indent=2)
    for note in report.notes[:3]:
        yield from screen.wrapped(note, rank=40, indent=2, limit=2, label="! ")


def _lead(report: Report, finding: findings.Finding, screen: _Screen) -> Iterator[_Row]:
    """The finding to work on: what happened, the call that shows it, what it looks like, where."""
    check = finding.lead
    if findings.kept_back(check, reveal=screen.reveal):
        return
    yield from screen.wrapped(check.message, rank=20, indent=4, limit=3)
    if check.counterexample is not None:
        case = check.counterexample
        words = (message("finding.expected"), message("finding.actual"))
        pad = max(map(len, words)) + 2
        yield screen.line(rank=94)
        for line in _call_lines(case.call, screen.width - 4):
            yield screen.line(line, rank=4, indent=4)
        for word, value, style in zip(
            words, (case.expected, case.actual), ("green", "red"), strict=True
        ):
            if not value:
                continue
            shown = (clean_line(value), style)
            yield screen.line((word.ljust(pad), "dim"), shown, rank=10, indent=6)
        yield screen.line(rank=94)
    for relation in check.relations[:2]:
        yield from screen.wrapped(relation, rank=22, indent=4, limit=2)
    if check.misconception:
        label = f"{message('finding.looks_like')}: "
        yield from screen.wrapped(
            plain_text(check.misconception), rank=5, indent=4, limit=2, label=label
        )
    if check.hint:
        label = f"{message('finding.hint')}: "
        yield from screen.wrapped(
            capitalised(plain_text(check.hint)), rank=6, indent=4, limit=HINT_LINES, label=label
        )
    if check.line is not None:
        where = (line_words("terminal.line", report, check) + "  ", "dim")
        yield screen.line(where, _line_of(report.source, check.line), rank=7, indent=4)
    printed = clean(check.stdout, PRINTED_LIMIT).rstrip().split("\n")[-PRINTED:]
    if any(printed):
        yield screen.line((message("terminal.printed"), "dim"), rank=26, indent=4)
        for line in printed:
            yield screen.line(line, rank=27, indent=6)
    if finding.folded:
        count = len(finding.folded)
        if check.misconception:
            also = message("terminal.same", count=count)
        else:
            also = message("fix.also", count=count)
        yield screen.line((also, "dim"), rank=25, indent=4)


def _call_lines(call: str, width: int) -> list[str]:
    """The whole call, broken between its parts, so that it can be copied."""
    return [
        part
        for line in clean(call, CALL_LIMIT).split("\n")
        for part in textwrap.wrap(
            line, width, subsequent_indent="    ", break_on_hyphens=False, replace_whitespace=False
        )
    ]


def _line_of(source: str, number: int) -> str:
    lines = source.split("\n")
    return clean_line(lines[number - 1], 200) if 0 < number <= len(lines) else ""


def _later(checks: Sequence[CheckResult], screen: _Screen, limit: int) -> Iterator[_Row]:
    """What comes after the next step, as much of it as there is room for."""
    if not checks:
        return
    yield screen.line(rank=91)
    yield screen.line((message("terminal.then"), "bold"), rank=60, indent=2)
    for check in checks[:limit]:
        kept = findings.kept_back(check, reveal=screen.reveal)
        function = "" if kept else f"  {clean_line(findings.blamed(check) or '', 40)}"
        title = findings.check_title(check, reveal=screen.reveal)
        parts = (screen.mark(check.status), " ", title, (function, "dim"))
        yield screen.line(*parts, rank=61, indent=4)
    if len(checks) > limit:
        more = message("terminal.more", count=len(checks) - limit)
        yield screen.line((more, "dim"), rank=60, indent=4)
