"""What every quiz is held to: many learners' variants of each question, looked at from all sides.

`problems` returns sentences, none when the question is sound; the tests and `grade validate` ask it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.errors import CourseError
from grader.model import Exercise
from grader.quiz import algebra
from grader.quiz.draw import draw_variant
from grader.quiz.expressions import ExpressionError, evaluate
from grader.quiz.format import (
    ChoiceQuestion,
    ExpressionQuestion,
    MultipleQuestion,
    Question,
    Quiz,
    TrueFalseQuestion,
)
from grader.quiz.loading import load_quiz
from grader.quiz.marking import mark
from grader.quiz.points import comparison_points
from grader.quiz.reading import Answer
from grader.quiz.sitting import quiz_file
from grader.quiz.trusted import Names, Trusted
from grader.quiz.variant import Variant
from grader.report import render_markdown

VARIANTS = 200
FEW = 5


def quiz_problems(exercise: Exercise, variants: int = VARIANTS) -> list[str]:
    """Everything that is wrong with the quiz of an exercise."""
    quiz = load_quiz(quiz_file(exercise), exercise.id)
    trusted = Trusted(exercise)
    found: list[str] = []
    for question in (*quiz.questions, *quiz.grown):
        for problem in problems(quiz, question, trusted, exercise, variants):
            found.append(f"{quiz.path}:{question.line}: question {question.id!r}: {problem}")
    return found


def problems(
    quiz: Quiz, question: Question, trusted: Trusted, exercise: Exercise, variants: int = VARIANTS
) -> list[str]:
    """What is wrong with one question, each problem once, with the numbers that show it."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    unmatched = set(range(len(question.distractor)))
    for number in range(variants if question.draw else FEW):
        try:
            variant = draw_variant(
                quiz,
                question,
                secret="verify",  # noqa: S106 - any text will do
                learner=f"learner-{number}",
                draw=1,
                trusted=trusted,
            )
            for problem in _variant_problems(variant, trusted, exercise):
                shown = ", ".join(f"{name}={value}" for name, value in variant.names.items())
                found.setdefault(problem.split("|")[0], f"{problem.replace('|', '')} ({shown})")
        except CourseError as error:
            return [str(error)]
        texts = sorted(one.text for one in variant.options)
        seen.add(str((variant.stem, variant.code, variant.rows, texts)))
        unmatched -= {one.place for one in variant.wrongs}
    if question.draw and len(seen) < FEW:
        found["few"] = f"only {len(seen)} different variants; let more be drawn"
    if unmatched and not isinstance(question, ChoiceQuestion):
        feedback = question.distractor[min(unmatched)].feedback
        found["unused"] = f"a distractor always equals the key or one before it: {feedback!r}"
    return list(found.values())


def _variant_problems(variant: Variant, trusted: Trusted, exercise: Exercise) -> Iterator[str]:
    yield from _text_problems(variant, exercise)
    yield from _check_problems(variant, trusted)
    answer = right_answer(variant)
    found = mark(variant, answer)
    if found.status != "correct" or found.share != 1:
        yield f"its own key {answer!r} is marked {found.status}"
    for number, one in enumerate(variant.wrongs, 1):
        if one.cell:
            cells = list(right_answer(variant))
            cells[one.cell - 1] = answer_text(one.value)
            given: Answer = cells
        else:
            given = answer_text(one.value)
        judged = mark(variant, given)
        if judged.status not in ("wrong", "partial") or one.feedback not in judged.feedback:
            yield f"distractor {number}| ({given!r}) is marked {judged.status}: {judged.feedback!r}"
    for option in variant.options if isinstance(variant.question, ChoiceQuestion) else ():
        expected = "correct" if option.right else "wrong"
        if mark(variant, option.letter).status != expected:
            yield f"choice {option.text!r} is not marked {expected}"
        if not option.right and not option.feedback and not variant.wrong:
            yield f"the wrong choice {option.text!r} says nothing to whoever takes it"
    if mark(variant, None).status != "unanswered":
        yield "no answer is not marked unanswered"


def right_answer(variant: Variant) -> Answer:
    """The key, written as a learner would."""
    if variant.kind == "truefalse":
        reason = next((one.letter for one in variant.options if one.right), "")
        return f"{str(variant.key).lower()} {reason}".strip()
    if variant.kind == "table":
        return [answer_text(one) for one in variant.key]
    if variant.kind in ("choice", "multiple", "ordering"):
        return " ".join(variant.key)
    return answer_text(variant.key)


def answer_text(value: Any) -> str:
    """A value as a learner would type it."""
    if isinstance(value, tuple):
        return "×".join(map(str, value))
    if isinstance(value, float):
        return repr(value)
    return str(value)


def _text_problems(variant: Variant, exercise: Exercise) -> Iterator[str]:
    parts = {
        "title": variant.title,
        "stem": variant.stem,
        "right": variant.right,
        "wrong": variant.wrong,
        "solution": variant.solution,
        **{f"choice {one.place + 1}": one.text for one in variant.options},
        **{f"feedback of choice {one.place + 1}": one.feedback for one in variant.options},
        **{f"feedback of distractor {n}": one.feedback for n, one in enumerate(variant.wrongs, 1)},
        **{
            f"cell {r}, {c}": cell.text
            for r, row in enumerate(variant.rows)
            for c, cell in enumerate(row)
        },
    }
    for where, text in parts.items():
        page = _rendered(text, exercise.folder)
        if "math-error" in page:
            yield f"{where}: a formula cannot be read|: {text!r}"
        if "figure-missing" in page:
            yield f"{where}: a figure is not in {exercise.folder}|: {text!r}"
        if "<<" in text or ">>" in text:
            yield f"{where}: a placeholder is left over|: {text!r}"
        if re.search(r"\$[^$\n]{1,60}\$", _prose(page)):
            yield f"{where}: a formula was not recognised|: {text!r}"
    if not variant.stem:
        yield "the stem is empty"
    yield from _leaks(variant)


@lru_cache(maxsize=2048)
def _rendered(text: str, folder: Path) -> str:
    """Most texts are the same in every variant."""
    return render_markdown(text, folder=folder)


def _prose(page: str) -> str:
    return re.sub(r"<(math|code|pre)\b.*?</\1>", "", page, flags=re.DOTALL)


def _leaks(variant: Variant) -> Iterator[str]:
    """The key of a number or a shape, word for word in what is said to a wrong answer."""
    if variant.kind not in ("number", "shape"):
        return
    key = variant.key
    forms = {
        answer_text(key),
        f"{key:,}" if isinstance(key, (int, float)) else "x".join(map(str, key)),
    }
    for number, text in enumerate([variant.wrong, *(one.feedback for one in variant.wrongs)]):
        for form in forms:
            told = re.search(rf"(?<![\w.,^]){re.escape(form)}(?![\w,]|\.\d)", text)
            if told and not re.search(rf"(?<![\w.,]){re.escape(form)}(?![\w,]|\.\d)", variant.stem):
                where = f"feedback of distractor {number}" if number else "wrong"
                if isinstance(key, (int, float)) and abs(key) < 10:
                    continue  # a small number is bound to appear by chance
                yield f"{where} gives the key away|: {text!r}"


def _check_problems(variant: Variant, trusted: Trusted) -> Iterator[str]:
    question = variant.question
    if not question.check:
        return
    names = Names(dict(variant.names), trusted)
    try:
        second = evaluate(question.check, names)
    except ExpressionError as error:
        yield f"check: {error}"
        return
    if isinstance(question, ExpressionQuestion):
        if not _expression_agrees(question, variant, second):
            yield f"check {second!r} means something else than the key|: {variant.key!r}"
        return
    expected = _checked(variant)
    if not _agrees(expected, second):
        yield f"check disagrees with the key|: {second!r}, key {expected!r}"


def _checked(variant: Variant) -> Any:
    """What `check` computes, by kind of question."""
    question = variant.question
    if isinstance(question, MultipleQuestion):
        by_place = sorted(variant.options, key=lambda one: one.place)
        return [one.right for one in by_place]
    if isinstance(question, ChoiceQuestion):
        return next(one.value for one in variant.options if one.right)
    if isinstance(question, TrueFalseQuestion):
        return variant.key
    return variant.key


def _agrees(key: Any, second: Any) -> bool:
    if isinstance(key, (tuple, list)) and isinstance(second, (tuple, list)):
        return len(key) == len(second) and all(map(_agrees, key, second))
    if isinstance(key, str) or isinstance(second, str):
        return str(key).split() == str(second).split()
    if isinstance(key, (tuple, list)) or isinstance(second, (tuple, list)):
        return False
    return math.isclose(key, second, rel_tol=1e-9, abs_tol=1e-12)


def _expression_agrees(question: ExpressionQuestion, variant: Variant, second: Any) -> bool:
    points = comparison_points(question, variant.seed)
    try:
        other = algebra.parse(str(second), question.variables)
    except algebra.Unreadable:
        return False
    return algebra.same(algebra.parse(variant.key, question.variables), other, points)
