"""The author's proof of a quiz: many learners' variants of each question, looked at from all sides.

A quiz comes in, sentences about what is wrong with it go out, none when it is sound. What is tried: every
text renders, `check` agrees with the key, the key is marked right and each distractor wrong with its own
feedback, no feedback gives the key away, and enough different variants can be drawn. What is particular to
a kind of question is asked of that. Whether `key` and `check` are both wrong in the same way cannot be seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from grader.errors import CourseError
from grader.model import Exercise
from grader.quiz.draw import draw_variant
from grader.quiz.expressions import ExpressionError, evaluate
from grader.quiz.loading import load_quiz
from grader.quiz.marking import mark
from grader.quiz.question import Question, Quiz
from grader.quiz.sitting import quiz_file
from grader.quiz.trusted import Names, Trusted
from grader.quiz.variant import Variant
from grader.report import render_markdown

VARIANTS = 200
FEW = 5


def quiz_problems(exercise: Exercise, variants: int = VARIANTS) -> list[str]:
    """Everything that is wrong with the quiz of an exercise. Raises `CourseError` for one that cannot be read."""
    quiz = load_quiz(quiz_file(exercise), exercise.id)
    trusted = Trusted(exercise)
    return [
        f"{quiz.path}:{question.line}: question {question.id!r}: {problem}"
        for question in (*quiz.questions, *quiz.grown)
        for problem in problems(quiz, question, trusted, exercise, variants)
    ]


def problems(
    quiz: Quiz, question: Question, trusted: Trusted, exercise: Exercise, variants: int = VARIANTS
) -> list[str]:
    """What is wrong with one question, each problem once, with the first numbers that show it.

    `variants` learners are tried, and `FEW` where nothing is drawn. A question that cannot be drawn for one
    of them has that one problem.
    """
    sentences: dict[str, str] = {}
    different: set[str] = set()
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
                names = ", ".join(f"{name}={value}" for name, value in variant.names.items())
                same = problem.split("|")[0]
                sentences.setdefault(same, f"{problem.replace('|', '')} ({names})")
        except CourseError as error:
            return [str(error)]
        texts = sorted(option.text for option in variant.options)
        different.add(str((variant.stem, variant.code, variant.rows, texts)))
        unmatched -= {wrong.place for wrong in variant.wrongs}
    if question.draw and len(different) < FEW:
        sentences["few"] = f"only {len(different)} different variants; let more be drawn"
    if unmatched and not question.lists_distractors:
        feedback = question.distractor[min(unmatched)].feedback
        sentences["unused"] = f"a distractor always equals the key or one before it: {feedback!r}"
    return list(sentences.values())


def _variant_problems(variant: Variant, trusted: Trusted, exercise: Exercise) -> Iterator[str]:
    """What is wrong with one variant. What stands before a | says which problem it is."""
    question = variant.question
    yield from _text_problems(variant, exercise)
    yield from _check_problems(variant, trusted)
    right = question.right_answer(variant)
    judged = mark(variant, right)
    if judged.status != "correct" or judged.share != 1:
        yield f"its own key {right!r} is marked {judged.status}"
    for number, wrong in enumerate(variant.wrongs, 1):
        answer = question.wrong_answer(variant, wrong)
        judged = mark(variant, answer)
        if judged.status not in ("wrong", "partial") or wrong.feedback not in judged.feedback:
            yield f"distractor {number}| ({answer!r}) is marked {judged.status}: {judged.feedback!r}"
    yield from question.variant_problems(variant)
    if mark(variant, None).status != "unanswered":
        yield "no answer is not marked unanswered"


def _text_problems(variant: Variant, exercise: Exercise) -> Iterator[str]:
    parts = {
        "title": variant.title,
        "stem": variant.stem,
        "right": variant.right,
        "wrong": variant.wrong,
        "solution": variant.solution,
        **{f"choice {option.place + 1}": option.text for option in variant.options},
        **{f"feedback of choice {option.place + 1}": option.feedback for option in variant.options},
        **{
            f"feedback of distractor {n}": wrong.feedback
            for n, wrong in enumerate(variant.wrongs, 1)
        },
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
    """The key, word for word in what is said to a wrong answer and not in the stem."""
    forms = [rf"{re.escape(form)}(?![\w,]|\.\d)" for form in variant.question.key_forms(variant)]
    telling = [form for form in forms if not re.search(rf"(?<![\w.,]){form}", variant.stem)]
    feedback = [variant.wrong, *(wrong.feedback for wrong in variant.wrongs)]
    for number, text in enumerate(feedback):
        if any(re.search(rf"(?<![\w.,^]){form}", text) for form in telling):
            where = f"feedback of distractor {number}" if number else "wrong"
            yield f"{where} gives the key away|: {text!r}"


def _check_problems(variant: Variant, trusted: Trusted) -> Iterator[str]:
    question = variant.question
    if not question.check:
        return
    try:
        second = evaluate(question.check, Names(dict(variant.names), trusted))
    except ExpressionError as error:
        yield f"check: {error}"
        return
    if problem := question.check_problem(variant, second):
        yield problem
