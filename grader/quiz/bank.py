"""A quiz as an item bank: several variants of each question, as several learners would be asked."""

from __future__ import annotations

from grader.model import Exercise
from grader.quiz.draw import draw_variant
from grader.quiz.loading import load_quiz
from grader.quiz.policies import read_policies
from grader.quiz.sitting import quiz_file
from grader.quiz.trusted import Trusted
from grader.quiz.variant import Variant


def draw_bank(exercise: Exercise, count: int) -> list[list[Variant]]:
    """Return up to `count` different variants of each question that is not about a learner's own code.

    A question that draws nothing has one. Raises `CourseError` for a broken quiz.
    """
    quiz = load_quiz(quiz_file(exercise), exercise.id)
    secret, _ = read_policies(exercise.private.parent)
    trusted = Trusted(exercise)
    bank = []
    for question in quiz.questions:
        names = [f"bank-{number}" for number in range(1, (count if question.draw else 1) + 1)]
        drawn = [
            draw_variant(quiz, question, secret=secret, learner=name, draw=1, trusted=trusted)
            for name in names
        ]
        bank.append(
            list({str(sorted(variant.names.items())): variant for variant in drawn}.values())
        )
    return bank
