"""Every quiz of the course: some variants of each question, held to all that docs/quiz-format.md promises.

`grade validate` tries 200 variants of each question.
"""

from __future__ import annotations

import pytest

from grader.course.exercises import exercise_folders, load_exercise
from grader.quiz.coverage import coverage_page
from grader.quiz.loading import load_quiz
from grader.quiz.question import Question
from grader.quiz.sitting import quiz_file
from grader.quiz.verify import quiz_problems
from tests import ROOT

EXERCISES = [
    load_exercise(folder)
    for folder in exercise_folders(ROOT / "exercises")
    if quiz_file(load_exercise(folder)).is_file()
]
VARIANTS = 25
NUMERIC = ("number", "shape", "table", "output", "choice", "multiple", "expression", "truefalse")


def is_numeric(question: Question) -> bool:
    """Whether it draws numbers."""
    numbers = [spec for spec in question.draw.values() if isinstance(spec, str) or not _words(spec)]
    return bool(numbers) and question.__struct_config__.tag in NUMERIC


def _words(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_variants_of_every_question_are_sound(exercise) -> None:
    problems = quiz_problems(exercise, VARIANTS)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_a_quiz_has_enough_questions_and_half_of_them_draw_numbers(exercise) -> None:
    quiz = load_quiz(quiz_file(exercise), exercise.id)
    assert len(quiz.questions) >= 8
    assert sum(map(is_numeric, quiz.questions)) * 2 >= len(quiz.questions)
    for question in quiz.questions:
        assert question.topic
        if (
            question.draw
            and question.distractor == ()
            and question.__struct_config__.tag == "number"
        ):
            assert question.wrong, f"{question.id} says nothing to a wrong answer"


def test_the_table_of_what_is_covered_is_up_to_date() -> None:
    page = ROOT / "docs" / "quiz-coverage.md"
    expected = coverage_page(ROOT / "exercises")
    assert page.read_text(encoding="utf-8") == expected, "run python -m grader.quiz.coverage"
