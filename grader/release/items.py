"""A drawn question -> an item as learning platforms know it: fields to fill, choices, or steps to order.

What a platform cannot say is said in `losses`; a question whose right answers it would mark wrong is
no item at all. Knows no platform's format. The table `_READERS` has a line for each kind of question.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.messages import message
from grader.quiz import Variant

CELL_TOLERANCE = 0.01  # of a number in a table that is not whole


class Unsayable(Exception):
    """Why a question cannot leave; the text is a key of the catalog."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A field: a number within `margin`, or one of the texts `accepted`; wrong answers with what is said."""

    number: float | None = None
    margin: float = 0.0
    accepted: tuple[str, ...] = ()
    wrongs: tuple[tuple[Any, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in Markdown, the share of the points it earns (below zero: costs), and what is said to it."""

    text: str
    share: float
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item. Exactly one of `blanks`, `options` and `steps` is there; `rows` lays blanks out in a table."""

    variant: Variant
    blanks: tuple[Blank, ...] = ()
    options: tuple[Option, ...] = ()
    single: bool = True
    partial: bool = True
    steps: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The question in Markdown, with what it is about in code."""
        code = f"\n\n```python\n{self.variant.code}\n```" if self.variant.code else ""
        return f"{self.variant.stem}{code}"


def item_of(variant: Variant) -> Item:
    """Return the item of a variant. Raises `Unsayable`."""
    reader = _READERS.get(variant.kind)
    if reader is None:
        raise Unsayable("export.item.kind")
    return reader(variant)


def _number(variant: Variant) -> Item:
    question: Any = variant.question
    wrongs = tuple(
        (wrong.value, wrong.feedback) for wrong in variant.wrongs if math.isfinite(wrong.value)
    )
    margin = float(question.margin(variant.key))
    losses = (message("export.item.units"),) if question.units else ()
    blank = Blank(number=float(variant.key), margin=margin, wrongs=wrongs)
    return Item(variant=variant, blanks=(blank,), losses=losses)


def _shape(variant: Variant) -> Item:
    question: Any = variant.question
    wrongs = tuple((wrong.value, wrong.feedback) for wrong in variant.wrongs)
    losses = [message("export.item.forms")]
    if question.partial:
        losses.append(message("export.item.partial"))
    blank = Blank(accepted=shape_forms(variant.key), wrongs=wrongs)
    return Item(variant=variant, blanks=(blank,), losses=tuple(losses))


def _output(variant: Variant) -> Item:
    if "\n" in variant.key:
        raise Unsayable("export.item.lines")
    wrongs = tuple((w.value, w.feedback) for w in variant.wrongs if "\n" not in str(w.value))
    tight = variant.key.replace(", ", ",")
    accepted = tuple(dict.fromkeys([variant.key, tight]))
    blank = Blank(accepted=accepted, wrongs=wrongs)
    return Item(variant=variant, blanks=(blank,), losses=(message("export.item.forms"),))


def _table(variant: Variant) -> Item:
    blanks = []
    for number, key in enumerate(variant.key, 1):
        wrongs = tuple((w.value, w.feedback) for w in variant.wrongs if w.cell == number)
        if isinstance(key, tuple):
            blanks.append(Blank(accepted=shape_forms(key), wrongs=wrongs))
        else:
            margin = 0.0 if isinstance(key, int) else abs(key) * CELL_TOLERANCE
            blanks.append(Blank(number=float(key), margin=margin, wrongs=wrongs))
    shapes = any(isinstance(key, tuple) for key in variant.key)
    losses = (message("export.item.forms"),) if shapes else ()
    return Item(variant=variant, blanks=tuple(blanks), losses=losses)


def _choice(variant: Variant) -> Item:
    options = tuple(
        Option(option.text, float(option.right), option.feedback) for option in variant.options
    )
    return Item(variant=variant, options=options)


def _multiple(variant: Variant) -> Item:
    """A right tick earns, a wrong one costs the same, never below zero."""
    question: Any = variant.question
    share = 1 / len(variant.key)
    options = tuple(
        Option(option.text, share if option.right else -share, option.feedback)
        for option in variant.options
    )
    return Item(variant=variant, options=options, single=False, partial=question.partial)


def _truefalse(variant: Variant) -> Item:
    """Each verdict with each reason is a choice: the right verdict earns half of the points."""
    options = []
    for verdict in (True, False):
        said = message("quiz.page.true" if verdict else "quiz.page.false")
        for reason in variant.options:
            share = 0.0 if verdict != variant.key else 1.0 if reason.right else 0.5
            feedback = reason.feedback if share else variant.wrong
            options.append(Option(f"**{said}.** {reason.text}", share, feedback))
    return Item(variant=variant, options=tuple(options))


def _ordering(variant: Variant) -> Item:
    question: Any = variant.question
    if question.free:
        raise Unsayable("export.item.orders")
    by_place = sorted(variant.options, key=lambda option: option.place)
    losses = (message("export.item.order"),) if question.partial else ()
    return Item(
        variant=variant,
        steps=tuple(option.text for option in by_place),
        partial=question.partial,
        losses=losses,
    )


def _expression(variant: Variant) -> Item:
    """A formula to write becomes one to choose: platforms do not know that a(b + c) is ab + ac."""
    if len(variant.wrongs) < 2:
        raise Unsayable("export.item.formula")
    options = [Option(f"`{variant.key}`", 1.0, variant.right)]
    options += [Option(f"`{wrong.value}`", 0.0, wrong.feedback) for wrong in variant.wrongs]
    options.sort(key=lambda option: hashlib.sha256((variant.seed + option.text).encode()).digest())
    losses = (message("export.item.chosen"),)
    return Item(variant=variant, options=tuple(options), losses=losses)


def shape_forms(key: tuple[int, ...]) -> tuple[str, ...]:
    """Return the ways to write a shape that people use."""
    lengths = [str(length) for length in key]
    forms = [sign.join(lengths) for sign in ("×", "x", " × ", " x ", ", ", ",", " ")]
    forms += [f"({', '.join(lengths)})", f"({','.join(lengths)})", f"[{', '.join(lengths)}]"]
    forms += [f"({lengths[0]},)"] if len(lengths) == 1 else []
    return tuple(dict.fromkeys(forms))


_READERS: dict[str, Callable[[Variant], Item]] = {
    "number": _number,
    "shape": _shape,
    "output": _output,
    "table": _table,
    "choice": _choice,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "ordering": _ordering,
    "expression": _expression,
}
