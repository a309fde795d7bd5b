"""An answer and a variant -> what it earns, and what is said to it. Knows no files and no attempts.

Each kind of question judges its own answers; here is what all of them share. The feedback of a wrong
answer is that of the distractor it matches, never the key.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from grader.messages import message
from grader.quiz.algebra import Unreadable
from grader.quiz.reading import Answer, is_blank
from grader.quiz.variant import Variant
from grader.text import clean_line

MarkStatus = Literal["correct", "partial", "wrong", "unanswered", "invalid"]

_PLAIN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()#+!|<>$~"})


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What one answer is worth: a share of the question's points, and the feedback (Markdown).

    `cells` are those of a table that are not right, counted from 1.
    """

    status: MarkStatus
    share: float = 0.0
    feedback: str = ""
    cells: tuple[int, ...] = ()


def mark(variant: Variant, answer: Answer | None) -> Mark:
    """Judge an answer. Never raises for anything that a learner wrote."""
    if answer is None or is_blank(answer):
        return Mark(status="unanswered")
    try:
        return variant.question.judge(variant, answer)
    except Unreadable as problem:
        return Mark(status="invalid", feedback=why_unreadable(problem))


def right_mark(variant: Variant, feedback: str = "") -> Mark:
    """All of the points, with the question's `right` where there is no other feedback."""
    return Mark(status="correct", share=1.0, feedback=feedback or variant.right)


def wrong_mark(variant: Variant, feedback: str = "", share: float = 0.0) -> Mark:
    """A share of the points, with the question's `wrong` where there is no other feedback."""
    status: MarkStatus = "partial" if share > 0 else "wrong"
    return Mark(status=status, share=share, feedback=feedback or variant.wrong)


def recognised(variant: Variant, value: Any, cell: int = 0) -> str:
    """The feedback of the distractor that a wrong value matches, empty when there is none."""
    for wrong in variant.wrongs:
        if wrong.cell == cell and variant.question.same(value, wrong.value):
            return wrong.feedback
    return ""


def why_unreadable(problem: Unreadable) -> str:
    """The sentence about it; what the learner typed on one short line, with no markup of its own."""
    shown = {
        name: clean_line(value, 80).translate(_PLAIN) if isinstance(value, str) else value
        for name, value in problem.values.items()
    }
    return message(problem.key, **shown)
