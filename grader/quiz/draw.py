"""A learner's variant of a question, drawn from HMAC-SHA256(secret, learner, exercise, question, draw).

Numbers that break a condition, or let choices collide, are thrown away and drawn again from the
same stream, so the outcome is the same on every machine that has the secret.
"""

from __future__ import annotations

import math
import re
from typing import Any

from grader.quiz.expressions import ExpressionError, evaluate, fill
from grader.quiz.question import Question, Quiz
from grader.quiz.ranges import candidates
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names, Trusted
from grader.quiz.variant import Variant, Wrong

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
                return question.variant(names, stream, _common(question, names, stream, draw))
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


def _common(question: Question, names: Names, stream: Stream, draw: int) -> dict[str, Any]:
    """The fields of a variant that every kind of question has."""
    stem = fill(question.stem, names).strip()
    return {
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


def drawn_wrongs(question: Question, key: Any, names: Names) -> tuple[Wrong, ...]:
    """The distractors of this draw, without those that equal the key or one before."""
    wrongs: list[Wrong] = []
    for place, distractor in enumerate(question.distractor):
        value = question.wrong_value(distractor, names)
        meant = distractor.value.strip().lstrip("-") in ("inf", "nan")  # no overflow, but an answer
        if isinstance(value, float) and not math.isfinite(value) and not meant:
            raise ExpressionError(f"a distractor is {value!r}: {distractor.value!r}")
        cell = distractor.cell
        right = key[cell - 1] if cell else key
        taken = [wrong.value for wrong in wrongs if wrong.cell == cell]
        if not any(question.same(value, other) for other in [right, *taken]):
            feedback = fill(distractor.feedback, names).strip()
            wrongs.append(Wrong(value=value, feedback=feedback, cell=cell, place=place))
    return tuple(wrongs)


def _first(stem: str) -> str:
    """The first paragraph of a stem, without figures and tables."""
    for part in re.split(r"\n\s*\n", stem):
        if not part.lstrip().startswith(("!", "|", "```")):
            return " ".join(part.split())
    return " ".join(stem.split())
