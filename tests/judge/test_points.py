"""What checks are worth together."""

from __future__ import annotations

from pathlib import Path

from grader.judge import Judge
from grader.sandbox import Launcher
from tests.small_course import handed_in, small_exercise

CHECKS = """
import pytest

@pytest.mark.points(2)
@pytest.mark.parametrize("name", ["add", "subtract", "multiply"])
def test_each(student, name):
    \"\"\"Each does its work.\"\"\"
    assert getattr(student, name)() == 1

@pytest.mark.requires("test_each")
def test_all_together(student):
    \"\"\"Together they work, too\"\"\"
    assert student.add() + student.multiply() == 2
"""
REFERENCE = (
    "def add():\n    return 1\ndef subtract():\n    return 1\ndef multiply():\n    return 1\n"
)


def test_parameters_share_the_points_of_their_check(
    tmp_path: Path, numpy_launcher: Launcher
) -> None:
    exercise = small_exercise(tmp_path, CHECKS, reference=REFERENCE)
    with Judge(exercise, launcher=numpy_launcher) as judge:
        right = judge.grade(handed_in(REFERENCE))
        wrong = judge.grade(handed_in(REFERENCE.replace("return 1", "return 2", 1)))
    assert (right.score, right.max_score) == (3.0, 3.0)
    assert [check.status for check in wrong.checks] == ["failed", "passed", "passed", "skipped"]
    assert [check.title for check in wrong.checks[:2]] == [
        "Each does its work (add).",
        "Each does its work (subtract).",
    ]
    assert wrong.score == 2 * (2 / 3)
