"""A learner's variant of a question, drawn from HMAC-SHA256(secret, learner, exercise, question, draw).

Numbers that break a condition, or let choices collide, are thrown away and drawn again from the
same stream, so the outcome is the same on every machine that has the secret.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from grader.quiz import algebra
from grader.quiz.comparison import same_value
from grader.quiz.expressions import ExpressionError, evaluate, fill
from grader.quiz.format import (
    MARK,
    Choice,
    ChoiceQuestion,
    ExpressionQuestion,
    MultipleQuestion,
    NumberQuestion,
    OrderingQuestion,
    OutputQuestion,
    Question,
    Quiz,
    ShapeQuestion,
    TableQuestion,
    TrueFalseQuestion,
)
from grader.quiz.ranges import candidates
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names, Trusted
from grader.quiz.variant import LETTERS, Cell, Option, Variant, Wrong

REDRAWS = 2_000


class Collision(Exception):
    """These numbers make two choices the same; draw others."""


def draw_variant(
    quiz: Quiz, question: Question, *, secret: str, learner: str, draw: int, trusted: Trusted
) -> Variant:
    """The variant of one learner. Raises `CourseError` that names the question."""
    stream = Stream(secret, "quiz", learner, quiz.exercise, question.id, draw)
    reason = "where allows no draw"
    try:
        for _ in range(REDRAWS if question.draw else 1):
            names = _names(question, stream, trusted)
            if names is None:
                continue
            try:
                return _variant(question, names, stream, draw)
            except Collision as collision:
                reason = str(collision)
    except ExpressionError as error:
        raise quiz.error(question, str(error)) from None
    tries = f" in {REDRAWS} draws" if question.draw else ""
    raise quiz.error(question, f"no variant can be made of it{tries}: {reason}")


def _names(question: Question, stream: Stream, trusted: Trusted) -> Names | None:
    drawn = {name: stream.pick(candidates(spec)) for name, spec in question.draw.items()}
    names = Names(drawn, trusted)
    for name, expression in question.let.items():
        drawn[name] = evaluate(expression, names)
    return names if all(evaluate(condition, names) for condition in question.where) else None


def _variant(question: Question, names: Names, stream: Stream, draw: int) -> Variant:
    stem = fill(question.stem, names).strip()
    common: dict[str, Any] = {
        "question": question,
        "draw": draw,
        "names": dict(names.drawn),
        "title": fill(question.title, names).strip() or _first(stem),
        "stem": stem,
        "right": fill(question.right, names).strip(),
        "wrong": fill(question.wrong, names).strip(),
        "solution": fill(question.solution, names).strip(),
        "seed": f"{stream.below(2**62):x}",
    }
    match question:
        case ChoiceQuestion() | MultipleQuestion():
            extra = [Choice(value=one.value, feedback=one.feedback) for one in question.distractor]
            options = _options([*question.choice, *extra], names, stream, question.shuffle)
            key: Any = tuple(one.letter for one in options if one.right)
            if isinstance(question, ChoiceQuestion) and len(key) != 1:
                raise Collision(f"{len(key)} choices are right")
            if not key:
                raise Collision("no choice is right")
            return Variant(key=key, options=options, **common)
        case TrueFalseQuestion():
            told = question.key
            key = told if isinstance(told, bool) else bool(evaluate(told, names))
            reasons = _options(question.reason, names, stream, question.shuffle)
            if not any(one.right for one in reasons):
                raise Collision("no reason is right")
            return Variant(key=key, options=reasons, **common)
        case TableQuestion():
            key = tuple(_cell(text, names) for text in question.cells)
            rows = _rows(question, names)
            columns = tuple(fill(column, names) for column in question.columns)
            wrongs = _wrongs(question, key, names)
            return Variant(key=key, rows=rows, columns=columns, wrongs=wrongs, **common)
        case OrderingQuestion():
            options, key = _steps(question, names, stream)
            return Variant(key=key, options=options, **common)
        case ExpressionQuestion():
            return _expression(question, names, common)
        case OutputQuestion():
            code = fill(question.code, names).strip("\n")
            key = _printed(code, question, names)
            return Variant(key=key, code=code, wrongs=_wrongs(question, key, names), **common)
        case NumberQuestion() | ShapeQuestion():
            key = evaluate(question.key, names)
            _check_kind(question, key)
            return Variant(key=key, wrongs=_wrongs(question, key, names), **common)
    raise ExpressionError(f"{type(question).__name__} cannot be drawn")


def _check_kind(question: NumberQuestion | ShapeQuestion, key: Any) -> None:
    if isinstance(question, ShapeQuestion):
        if not isinstance(key, tuple) or not all(type(size) is int for size in key):
            raise ExpressionError(f"the key of a shape is a tuple of whole numbers, not {key!r}")
    elif isinstance(key, bool) or not isinstance(key, (int, float)):
        raise ExpressionError(f"the key is {key!r}, which is no number")
    elif not math.isfinite(key):
        raise ExpressionError(f"the key is {key!r}, which nobody can answer")
    elif question.tolerance is None and key != int(key):
        raise ExpressionError(f"the key is {key!r}: no whole number, and there is no tolerance")


def _cell(expression: str, names: Names) -> Any:
    key = evaluate(expression, names)
    if isinstance(key, tuple) and all(type(size) is int for size in key):
        return key
    if isinstance(key, bool) or not isinstance(key, (int, float)):
        raise ExpressionError(f"{expression!r} is {key!r}; a cell holds a number or a shape")
    return key


def _rows(question: TableQuestion, names: Names) -> tuple[tuple[Cell, ...], ...]:
    rows, blank = [], 0
    for row in question.rows:
        cells = []
        for text in row:
            if text.startswith(MARK):
                blank += 1
                cells.append(Cell(blank=blank))
            else:
                cells.append(Cell(text=fill(text, names)))
        rows.append(tuple(cells))
    return tuple(rows)


def _wrongs(question: Question, key: Any, names: Names) -> tuple[Wrong, ...]:
    """The distractors of this draw, without those that equal the key or one before."""
    wrongs: list[Wrong] = []
    for place, one in enumerate(question.distractor):
        if one.code and isinstance(question, OutputQuestion):
            value = _printed(fill(one.code, names), question, names)
        else:
            value = evaluate(one.value, names)
        if isinstance(value, float) and not math.isfinite(value):
            raise ExpressionError(f"a distractor is {value!r}: {one.value!r}")
        right = key[one.cell - 1] if one.cell else key
        taken = [other.value for other in wrongs if other.cell == one.cell]
        if not any(same_value(question, value, other) for other in [right, *taken]):
            feedback = fill(one.feedback, names).strip()
            wrongs.append(Wrong(value=value, feedback=feedback, cell=one.cell, place=place))
    return tuple(wrongs)


def _options(
    choices: Sequence[Choice], names: Names, stream: Stream, shuffle: bool
) -> tuple[Option, ...]:
    order = list(range(len(choices)))
    if shuffle:
        order = stream.shuffled([n for n in order if not choices[n].last])
        order += [n for n, one in enumerate(choices) if one.last]
    options: list[Option] = []
    for letter, place in zip(LETTERS, order, strict=False):
        one = choices[place]
        value = evaluate(one.value, names) if one.value else None
        text = fill(one.text or f"<<{one.value}>>", names).strip()
        for other in options:
            if other.text == text or (value is not None and other.value == value):
                raise Collision(f"two choices are {text!r}")
        right = bool(evaluate(one.key, names)) if isinstance(one.key, str) else one.key
        feedback = fill(one.feedback, names).strip()
        options.append(
            Option(
                letter=letter, text=text, place=place, right=right, feedback=feedback, value=value
            )
        )
    return tuple(options)


def _steps(
    question: OrderingQuestion, names: Names, stream: Stream
) -> tuple[tuple[Option, ...], tuple[str, ...]]:
    places = list(range(len(question.steps)))
    order = stream.shuffled(places)
    while order == places:
        order = stream.shuffled(places)
    options = tuple(
        Option(letter=letter, text=fill(question.steps[place], names), place=place)
        for letter, place in zip(LETTERS, order, strict=False)
    )
    key = tuple(one.letter for one in sorted(options, key=lambda one: one.place))
    return options, key


def _expression(question: ExpressionQuestion, names: Names, common: dict[str, Any]) -> Variant:
    """Drawn names become numbers, so that only what an answer may contain is left in the key."""
    try:
        key = _with_numbers(question.key, names, question.variables)
        wrongs = []
        for place, one in enumerate(question.distractor):
            feedback = fill(one.feedback, names).strip()
            value = _with_numbers(one.value, names, question.variables)
            wrongs.append(Wrong(value=value, feedback=feedback, place=place))
    except algebra.Unreadable as error:
        raise ExpressionError(f"the key or a distractor cannot be read: {error.values}") from None
    return Variant(key=key, wrongs=tuple(wrongs), **common)


def _with_numbers(text: str, names: Names, variables: Sequence[str]) -> str:
    filled = fill(text, names)
    for name, value in names.drawn.items():
        if name not in variables and isinstance(value, (int, float)):
            filled = re.sub(rf"\b{re.escape(name)}\b", f"({value})", filled)
    algebra.parse(filled, variables)
    return filled


def _printed(code: str, question: OutputQuestion, names: Names) -> str:
    printed = names.trusted.printed(f"{fill(question.run, names)}\n{code}")
    if not printed:
        raise ExpressionError("the code prints nothing")
    return printed


def _first(stem: str) -> str:
    """The first paragraph of a stem, without figures and tables."""
    for part in re.split(r"\n\s*\n", stem):
        if not part.lstrip().startswith(("!", "|", "```")):
            return " ".join(part.split())
    return " ".join(stem.split())
