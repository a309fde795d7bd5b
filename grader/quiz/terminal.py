"""The quiz in a terminal: one question after another, each answer saved at once. Reads lines, writes text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence

from grader.messages import message
from grader.model import QuestionResult
from grader.quiz.costs import attempt_text, cost_text
from grader.quiz.keys import given_text, shortened
from grader.quiz.marking import mark
from grader.quiz.reading import Answer, is_blank
from grader.quiz.sitting import Sitting
from grader.quiz.variant import Variant
from grader.report import plain_text
from grader.text import clean, clean_line, number

WIDTH = 88
STOP = ("q", "quit")
MARKS = {"correct": "✓", "partial": "◐", "wrong": "✗", "unanswered": "○", "invalid": "!"}


def ask_all(sitting: Sitting, read: Callable[[str], str], write: Callable[[str], None]) -> bool:
    """Ask every question; whether the learner came to the end. Answers are in the file either way."""
    variants = sitting.variants
    words = {
        "title": sitting.exercise.title,
        "total": len(variants),
        "learner": sitting.learner,
        "path": str(sitting.path),
    }
    write("\n".join(textwrap.wrap(message("quiz.terminal.start", **words), WIDTH)))
    if sitting.quiz.intro:
        write("\n" + wrapped(sitting.quiz.intro))
    write("\n".join(textwrap.wrap(cost_text(sitting), WIDTH)))
    lines = _Lines(read)
    for place, variant in enumerate(variants, 1):
        write("\n" + question_text(variant, place))
        write(f"  {attempt_text(sitting, variant)}")
        if sitting.is_locked(variant):
            continue
        present = sitting.answers().values.get(variant.id)
        if present is not None and not is_blank(present):
            given = plain_text(given_text(variant, present))
            write(f"  [{message('quiz.terminal.present', given=clean_line(given, 200))}]")
        answer = _ask(variant, lines, write)
        if answer is not None:
            sitting.save({variant.id: answer})
        if lines.over:
            return False
    return True


class _Lines:
    """The lines that are typed, "" once there are no more or somebody stops."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self.read, self.over = read, False

    def __call__(self, prompt: str) -> str:
        if not self.over:
            try:
                line = self.read(prompt).strip()
            except EOFError:
                self.over = True
            else:
                self.over = line.casefold() in STOP
                return "" if self.over else line
        return ""


def _ask(variant: Variant, lines: _Lines, write: Callable[[str], None]) -> Answer | None:
    """An answer that can be read, or None for an open question; what was typed before the end is kept."""
    while True:
        answer = variant.question.ask(variant, lines)
        if is_blank(answer):
            return None
        judged = mark(variant, answer)
        if judged.status != "invalid" or lines.over:
            return answer
        write("  " + plain_text(judged.feedback).replace("\\", ""))


def question_text(variant: Variant, place: int) -> str:
    """A question as text."""
    points = variant.question.points
    worth = (
        message("quiz.page.points", count=1 if points == 1 else number(points))
        if points
        else message("quiz.page.practice")
    )
    head = f"{message('quiz.page.number', number=place)} ({worth})"
    parts = [f"── {head} " + "─" * max(0, WIDTH - len(head) - 4), wrapped(variant.stem)]
    if variant.code:
        parts.append(textwrap.indent(variant.code, "    "))
    if variant.rows:
        parts.append(_table(variant))
    parts += [wrapped(f"{option.letter}) {option.text}", "  ") for option in variant.options]
    parts.append(f"  {variant.question.how_to_type(variant)}")
    return "\n".join(parts)


def _table(variant: Variant) -> str:
    rows = [[plain_text(column) for column in variant.columns]]
    rows += [
        [f"({cell.blank})" if cell.blank else plain_text(cell.text) for cell in row]
        for row in variant.rows
    ]
    return aligned(rows)


def _markdown_table(lines: Sequence[str]) -> str:
    """A table of Markdown, its line of dashes left out."""
    rows = [
        [plain_text(cell).strip() for cell in line.strip().strip("|").split("|")] for line in lines
    ]
    rows = [row for row in rows if not all(set(cell) <= set("-: ") for cell in row)]
    width = max(len(row) for row in rows)
    return aligned([row + [""] * (width - len(row)) for row in rows])


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of a table in columns, a line under the first."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  " + "  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  " + "─" * (sum(widths) + 2 * len(widths) - 2), *lines[1:]])


def wrapped(markdown: str, indent: str = "") -> str:
    """Markdown as lines of text; code keeps its lines."""
    lines: list[str] = []
    inside = False
    for paragraph in re.split(r"\n\s*\n", clean(markdown).strip()):
        code = "```" in paragraph
        if code or inside:
            kept = [line for line in paragraph.split("\n") if not line.startswith("```")]
            lines += [f"{indent}    {line}" for line in kept]
            inside ^= paragraph.count("```") % 2 == 1
        elif paragraph.lstrip().startswith("|"):
            lines += textwrap.indent(_markdown_table(paragraph.split("\n")), indent).split("\n")
        else:
            figure = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"[\1]", paragraph)
            text = " ".join(plain_text(figure).split())
            lines += textwrap.wrap(
                text, WIDTH, initial_indent=indent, subsequent_indent=indent + "   " * bool(indent)
            )
        lines.append("")
    return "\n".join(lines).rstrip()


def results_text(results: Sequence[QuestionResult], notes: Sequence[str] = ()) -> str:
    """What every answer earned, and what is said to it."""
    lines = [f"! {clean_line(note)}" for note in notes]
    for place, result in enumerate(results, 1):
        title = shortened(plain_text(result.title), WIDTH - 16)
        points = f"{number(result.score)}/{number(result.max_score)}" if result.max_score else "–"
        lines.append(f"{MARKS[result.status]} {place:>2}. {title}  {points}")
        if result.feedback and result.status != "unanswered":
            lines.append(textwrap.indent(wrapped(result.feedback.replace("\\", "")), "      "))
    total = {
        "score": number(sum(result.score for result in results)),
        "max_score": number(sum(result.max_score for result in results)),
        "open": sum(result.status == "unanswered" for result in results),
    }
    return "\n".join([*lines, "", message("quiz.terminal.summary", **total)])
