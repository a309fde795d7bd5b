"""An answer and a variant -> what it earns, and what is said to it. Knows no files and no attempts.

The feedback of a wrong answer is that of the distractor it matches, never the key.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, Literal

import msgspec

from grader.messages import message
from grader.quiz import algebra
from grader.quiz.algebra import Unreadable
from grader.quiz.comparison import same_value
from grader.quiz.format import (
    ExpressionQuestion,
    MultipleQuestion,
    NumberQuestion,
    OrderingQuestion,
    ShapeQuestion,
)
from grader.quiz.points import comparison_points
from grader.quiz.reading import (
    Answer,
    is_blank,
    read_letters,
    read_number,
    read_shape,
    read_verdict,
)
from grader.quiz.variant import Variant
from grader.text import clean_line

MarkStatus = Literal["correct", "partial", "wrong", "unanswered", "invalid"]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What one answer is worth: a share of the question's points, and the feedback (Markdown)."""

    status: MarkStatus
    share: float = 0.0
    feedback: str = ""


def mark(variant: Variant, answer: Answer | None) -> Mark:
    """Judge an answer. Never raises for anything that a learner wrote."""
    if answer is None or is_blank(answer):
        return Mark(status="unanswered")
    try:
        return _JUDGES[variant.kind](variant, answer)
    except Unreadable as problem:
        return Mark(status="invalid", feedback=message(problem.key, **_shown(problem.values)))


def _right(variant: Variant, feedback: str = "") -> Mark:
    return Mark(status="correct", share=1.0, feedback=feedback or variant.right)


def _wrong(variant: Variant, feedback: str = "", share: float = 0.0) -> Mark:
    status: MarkStatus = "partial" if share > 0 else "wrong"
    return Mark(status=status, share=share, feedback=feedback or variant.wrong)


def _recognised(variant: Variant, value: Any, cell: int = 0) -> str:
    """The feedback of the distractor that a wrong value matches, empty when there is none."""
    for one in variant.wrongs:
        if one.cell == cell and same_value(variant.question, value, one.value):
            return one.feedback
    return ""


def _number(variant: Variant, answer: Answer) -> Mark:
    question = variant.question
    assert isinstance(question, NumberQuestion)
    given = read_number(_text(answer))
    if given.doubtful and question.tolerance is not None:
        raise Unreadable("quiz.number.doubtful", given=_text(answer))
    factor = _factor(question, given.unit)
    if factor is None:
        if question.unit:
            raise Unreadable("quiz.number.unit", unit=given.unit, expected=question.unit)
        raise Unreadable("quiz.number.no_unit", unit=given.unit)
    value = given.value * factor
    if same_value(question, value, variant.key):
        return _right(variant)
    return _wrong(variant, _recognised(variant, value))


def _factor(question: NumberQuestion, unit: str) -> Fraction | None:
    """How many of the question's unit one of the given unit is."""
    units = {"": 1.0, question.unit: 1.0, **question.units}
    plain = {name.casefold().rstrip("s"): factor for name, factor in units.items()}
    factor = units.get(unit, plain.get(unit.casefold().rstrip("s.")))
    if factor is None and not question.unit and unit.isalpha():
        return Fraction(1)  # "1960 numbers" where no unit is asked for
    return None if factor is None else Fraction(str(factor))


def _shape(variant: Variant, answer: Answer) -> Mark:
    question = variant.question
    assert isinstance(question, ShapeQuestion)
    given = read_shape(_text(answer, " "))
    if given == variant.key:
        return _right(variant)
    feedback = _recognised(variant, given)
    if not feedback and len(given) != len(variant.key):
        feedback = message("quiz.shape.rank", given=len(given))
    share = 0.0
    if question.partial and len(given) == len(variant.key):
        share = sum(a == b for a, b in zip(given, variant.key, strict=True)) / len(given)
    return _wrong(variant, feedback, share)


def _choice(variant: Variant, answer: Answer) -> Mark:
    letters = read_letters(answer, variant.options)
    if len(letters) != 1:
        raise Unreadable("quiz.choice.single", given=" ".join(letters))
    option = variant.option(letters[0])
    assert option is not None
    return _right(variant, option.feedback) if option.right else _wrong(variant, option.feedback)


def _multiple(variant: Variant, answer: Answer) -> Mark:
    question = variant.question
    assert isinstance(question, MultipleQuestion)
    given = set(read_letters(answer, variant.options))
    right = {one.letter for one in variant.options if one.right}
    if given == right:
        return _right(variant)
    told = [one.feedback for one in variant.options if one.letter in given - right and one.feedback]
    if right - given:
        told.append(variant.wrong or message("quiz.multiple.missing"))
    share = max(0.0, (len(given & right) - len(given - right)) / len(right))
    return _wrong(variant, "\n\n".join(told), share if question.partial else 0.0)


def _truefalse(variant: Variant, answer: Answer) -> Mark:
    verdict, letter = read_verdict(answer, variant.options)
    if verdict is None:
        raise Unreadable("quiz.verdict.missing")
    reason = variant.option(letter) if letter else None
    if verdict != variant.key:
        told = "" if reason is None or reason.right else reason.feedback
        return _wrong(variant, told or variant.wrong)
    if variant.options and reason is None:
        return _wrong(variant, message("quiz.verdict.reason"), 0.5)
    if reason is None or reason.right:
        return _right(variant, reason.feedback if reason else "")
    return _wrong(variant, reason.feedback, 0.5)


def _table(variant: Variant, answer: Answer) -> Mark:
    cells = [answer] if isinstance(answer, str) else list(answer)
    if len(cells) > variant.blanks:
        raise Unreadable("quiz.table.many", count=len(cells), expected=variant.blanks)
    cells += [""] * (variant.blanks - len(cells))
    told: list[str] = []
    right = 0
    unread: Unreadable | None = None
    for number, (text, key) in enumerate(zip(cells, variant.key, strict=True), 1):
        if not text.strip():
            continue
        try:
            value = _cell_value(text, key)
        except Unreadable as problem:
            unread = problem
            reason = message(problem.key, **_shown(problem.values))
            told.append(message("quiz.table.cell", cell=number, feedback=reason))
            continue
        if same_value(variant.question, value, key):
            right += 1
            continue
        feedback = _recognised(variant, value, number) or message("quiz.table.not_right")
        told.append(message("quiz.table.cell", cell=number, feedback=feedback))
    if right == variant.blanks:
        return _right(variant)
    if unread is not None and right == 0 and len(told) == 1:
        return Mark(status="invalid", feedback=told[0])
    told.append(message("quiz.table.count", right=right, total=variant.blanks))
    if variant.wrong:
        told.append(variant.wrong)
    return _wrong(variant, "\n\n".join(told), right / variant.blanks)


def _cell_value(text: str, key: Any) -> Any:
    if isinstance(key, tuple):
        return read_shape(text)
    return read_number(text).value


def _ordering(variant: Variant, answer: Answer) -> Mark:
    question = variant.question
    assert isinstance(question, OrderingQuestion)
    letters = read_letters(answer, variant.options)
    if len(letters) != len(variant.options):
        raise Unreadable("quiz.order.all", count=len(letters), total=len(variant.options))
    places = {one.letter: one.place for one in variant.options}
    order = [places[letter] for letter in letters]
    groups = [{n - 1 for n in group} for group in question.free]
    pairs = [
        (one, other)
        for index, one in enumerate(order)
        for other in order[index + 1 :]
        if not any({one, other} <= group for group in groups)
    ]
    share = 2 * sum(one < other for one, other in pairs) / len(pairs) - 1
    if share == 1:
        return _right(variant)
    told = [
        one.feedback
        for one in question.mistake
        if order.index(one.first - 1) < order.index(one.then - 1)
    ]
    feedback = "\n\n".join(told)
    return _wrong(variant, feedback, max(0.0, share) if question.partial else 0.0)


def _expression(variant: Variant, answer: Answer) -> Mark:
    question = variant.question
    assert isinstance(question, ExpressionQuestion)
    given = algebra.parse(_text(answer), question.variables)
    points = comparison_points(question, variant.seed)
    if algebra.same(given, algebra.parse(variant.key, question.variables), points):
        return _right(variant)
    for one in variant.wrongs:
        if algebra.same(given, algebra.parse(one.value, question.variables), points):
            return _wrong(variant, one.feedback)
    return _wrong(variant)


def _output(variant: Variant, answer: Answer) -> Mark:
    text = answer if isinstance(answer, str) else "\n".join(answer)
    if same_value(variant.question, text, variant.key):
        return _right(variant)
    if feedback := _recognised(variant, text):
        return _wrong(variant, feedback)
    if _numbers_only(text) and _numbers_only(text) == _numbers_only(variant.key):
        return _wrong(variant, message("quiz.output.form"), 0.5)
    return _wrong(variant)


def _numbers_only(text: str) -> list[float]:
    return [
        float(part) for part in re.findall(r"-?\d{1,30}(?:\.\d{0,30})?(?:e[+-]?\d{1,2})?", text)
    ]


def _text(answer: Answer, joint: str = " ") -> str:
    return answer if isinstance(answer, str) else joint.join(answer)


def _shown(values: dict[str, object]) -> dict[str, object]:
    """What a learner typed, on one short line, with no markup of its own."""
    return {
        name: clean_line(value, 80).translate(_PLAIN) if isinstance(value, str) else value
        for name, value in values.items()
    }


_PLAIN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()#+!|<>$~"})
_JUDGES = {
    "number": _number,
    "choice": _choice,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "shape": _shape,
    "table": _table,
    "ordering": _ordering,
    "expression": _expression,
    "output": _output,
}
