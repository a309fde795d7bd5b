"""Answers and keys as people read them, in Markdown. What a key looks like is decided here only."""

from __future__ import annotations

from typing import Any

from grader.messages import message
from grader.quiz.algebra import Unreadable
from grader.quiz.expressions import show
from grader.quiz.format import NumberQuestion, ShapeQuestion
from grader.quiz.reading import Answer, read_letters, read_verdict
from grader.quiz.variant import Variant
from grader.text import clean_line


def key_text(variant: Variant) -> str:
    """The key of a variant."""
    key = variant.key
    match variant.kind:
        case "choice" | "multiple":
            return "; ".join(f"({letter}) {_text(variant, letter)}" for letter in key)
        case "truefalse":
            told = message("quiz.page.true" if key else "quiz.page.false")
            reasons = [f"({one.letter}) {one.text}" for one in variant.options if one.right]
            return "; ".join([told, *reasons])
        case "ordering":
            return " → ".join(f"({letter}) {_text(variant, letter)}" for letter in key)
        case "table":
            return ", ".join(f"({n}) {value_text(value)}" for n, value in enumerate(key, 1))
        case "expression":
            return f"`{key}`"
        case "output":
            return f"\n\n```text\n{key}\n```\n"
    unit = variant.question.unit if isinstance(variant.question, NumberQuestion) else ""
    return f"{value_text(key)} {unit}".strip()


def value_text(value: Any) -> str:
    """A number with its thousands set apart, a tuple as a shape."""
    if isinstance(value, tuple):
        return "×".join(map(str, value)) if len(value) > 1 else f"({value[0]},)"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:.6g}"
    return show(value)


def given_text(variant: Variant, answer: Answer) -> str:
    """An answer as its author will recognise it: letters with the words of the choice."""
    plain = answer if isinstance(answer, str) else ", ".join(part or "–" for part in answer)
    try:
        match variant.kind:
            case "choice" | "multiple":
                letters = read_letters(answer, variant.options)
                return "; ".join(f"({letter}) {_text(variant, letter)}" for letter in letters)
            case "truefalse":
                verdict, letter = read_verdict(answer, variant.options)
                told = "" if verdict is None else message(f"quiz.page.{str(verdict).lower()}")
                reason = f"({letter}) {_text(variant, letter)}" if letter else ""
                return "; ".join(part for part in (told, reason) if part)
    except Unreadable:
        return plain
    return plain


def shortened(text: str, limit: int) -> str:
    """One line, its end left out where it is too long."""
    line = clean_line(text, 4 * limit)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def how_to_answer(variant: Variant, *, unit: bool = True) -> str:
    """A few words about the form of the answer; `unit` also names what it is measured in."""
    question = variant.question
    if isinstance(question, NumberQuestion):
        kind = "integer" if question.tolerance is None else "number"
        words = [message(f"quiz.how.{kind}")]
        if question.unit and unit:
            words.append(message("quiz.how.unit", unit=question.unit))
        return " ".join(words)
    if isinstance(question, ShapeQuestion) and question.axes:
        return message("quiz.how.axes", axes="×".join(question.axes))
    values = {
        "names": ", ".join(getattr(question, "variables", ())),
        "example": " ".join(one.letter for one in reversed(variant.options)),
    }
    return message(f"quiz.how.{variant.kind}", **values)


def _text(variant: Variant, letter: str) -> str:
    option = variant.option(letter)
    return option.text.rstrip(".") if option else ""
