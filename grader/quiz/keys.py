"""Values as people read and write them, in Markdown. What a key looks like is decided here and by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.quiz.algebra import Unreadable
from grader.quiz.expressions import show
from grader.text import clean_line

if TYPE_CHECKING:
    from grader.quiz.reading import Answer
    from grader.quiz.variant import Variant


def value_text(value: Any) -> str:
    """A value to read: a number with its thousands set apart, a tuple as a shape."""
    if isinstance(value, tuple):
        return "×".join(map(str, value)) if len(value) > 1 else f"({value[0]},)"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:.6g}"
    return show(value)


def answer_text(value: Any) -> str:
    """A value as a learner would type it."""
    if isinstance(value, tuple):
        return "×".join(map(str, value))
    return str(value)


def given_text(variant: Variant, answer: Answer) -> str:
    """An answer as whoever gave it will recognise it; one that cannot be read as it was written."""
    try:
        return variant.question.given_text(variant, answer)
    except Unreadable:
        return plain_answer(answer)


def plain_answer(answer: Answer) -> str:
    """An answer word for word, its open parts as dashes."""
    return answer if isinstance(answer, str) else ", ".join(part or "–" for part in answer)


def shortened(text: str, limit: int) -> str:
    """One line, its end left out where it is too long."""
    line = clean_line(text, 4 * limit)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
