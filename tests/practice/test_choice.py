"""Every module of the course can be graded at home: its practice checks ask for everything, and are about half."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import exercise_folders, load_exercise
from grader.validation.practice import marked_checks, practice_problems
from tests import ROOT
from tests.small_course import small_exercise


@pytest.mark.parametrize("folder", exercise_folders(ROOT / "exercises"), ids=lambda path: path.name)
def test_the_practice_checks_of_a_module_are_a_fair_half(folder: Path) -> None:
    exercise = load_exercise(folder)
    assert [str(problem) for problem in practice_problems(exercise)] == []
    files = exercise.private.glob("test_*.py")
    checks = [check for file in files for check in marked_checks(file.read_text())]
    points = sum(check.points for check in checks)
    assert 0.4 <= sum(check.points for check in checks if check.practice) / points <= 0.6


CHECKS = """
import pytest

@pytest.mark.practice
@pytest.mark.points(POINTS)
def test_work(student):
    student.work()

@pytest.mark.points(4)
def test_play(student):
    student.play()
"""
REFERENCE = """
def work():
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION

def play():
    ### BEGIN SOLUTION
    return 2
    ### END SOLUTION

def given():
    return 3
"""


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        (CHECKS.replace("POINTS", "4"), ["no check marked for practice asks for play"]),
        (CHECKS.replace("POINTS", "40").replace("student.work()", "ask(student)")
         + "\n\ndef ask(student):\n    student.work()\n    getattr(student, 'play')()\n",
         ["the checks marked for practice are worth 91% of the points"]),
        (CHECKS.replace("@pytest.mark.practice\n", "").replace("POINTS", "1"), []),
    ],
)  # fmt: skip
def test_a_choice_that_is_none_is_a_problem(tmp_path: Path, checks: str, said: list[str]) -> None:
    exercise = small_exercise(tmp_path, checks, reference=REFERENCE)
    problems = [str(problem) for problem in practice_problems(exercise)]
    assert len(problems) == len(said)
    assert all(text in problem for text, problem in zip(said, problems, strict=True))
