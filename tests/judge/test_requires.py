"""What builds on a failing check is skipped, unless all is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.judge import Judge
from grader.sandbox import Launcher
from tests.small_course import handed_in, small_exercise

CHECKS = """
import pytest

def test_steps(student):
    \"\"\"Steps are right\"\"\"
    assert student.step() == 1

@pytest.mark.requires("test_steps")
def test_training(student):
    \"\"\"Training leads somewhere\"\"\"
    assert student.train() == 1
"""
REFERENCE = "def step():\n    return 1\ndef train():\n    return 1\n"
WRONG = REFERENCE.replace("return 1", "return 2", 1)


@pytest.mark.parametrize(
    ("every", "statuses"), [(False, ["failed", "skipped"]), (True, ["failed", "passed"])]
)
def test_a_failing_check_ends_what_builds_on_it(
    tmp_path: Path, numpy_launcher: Launcher, every: bool, statuses: list[str]
) -> None:
    exercise = small_exercise(tmp_path, CHECKS, reference=REFERENCE)
    with Judge(exercise, launcher=numpy_launcher, every=every) as judge:
        report = judge.grade(handed_in(WRONG))
    assert [check.status for check in report.checks] == statuses
