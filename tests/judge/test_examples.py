"""What the examples of official checks are drawn from: the check alone, or the course's secret as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import CourseError
from grader.judge import Judge
from grader.model import Exercise
from grader.sandbox import Launcher
from tests.small_course import handed_in, small_exercise

CHECKS = """
from hypothesis import given
from hypothesis.strategies import integers

@given(n=integers(0, 10**9))
def test_square(student, reference, n):
    \"\"\"Squares\"\"\"
    assert student.square(n) == reference.square(n)

@given(n=integers(0, 10**9))
def test_cube(student, reference, n):
    \"\"\"Cubes\"\"\"
    assert student.cube(n) == reference.cube(n)
"""
REFERENCE = "def square(n):\n    return n * n\ndef cube(n):\n    return n * n * n\n"


@pytest.fixture(autouse=True)
def no_secret_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADE_SECRET", raising=False)


def small(folder: Path, settings: str = "") -> Exercise:
    exercise = small_exercise(folder, CHECKS, reference=REFERENCE)
    (exercise.private.parent / "course.toml").write_text(settings)
    next(exercise.private.glob("test_*.py")).rename(exercise.private / "test_powers.py")
    return exercise


def drawn(exercise: Exercise, launcher: Launcher) -> dict[str, list[bytes | None]]:
    """What is drawn for a right submission, by check."""
    with Judge(exercise, launcher=launcher, record=True) as judge:
        assert judge.grade(handed_in(REFERENCE)).status == "passed"
        assert judge.taped is not None
        return judge.taped.record.drawn


SECRET = 'secret = "{}"\n[grading]\nexamples = "secret"\n'


def test_a_secret_draws_the_same_examples_everywhere_and_others_than_no_secret(
    tmp_path: Path, numpy_launcher: Launcher
) -> None:
    fixed = drawn(small(tmp_path / "fixed"), numpy_launcher)
    secret = drawn(small(tmp_path / "secret", SECRET.format("one")), numpy_launcher)
    elsewhere = drawn(small(tmp_path / "elsewhere", SECRET.format("one")), numpy_launcher)
    other = drawn(small(tmp_path / "other", SECRET.format("two")), numpy_launcher)
    assert secret == elsewhere
    assert len({repr(draws["test_cube"]) for draws in (fixed, secret, other)}) == 3
    assert secret["test_square"] != secret["test_cube"]


def test_another_secret_is_another_record(tmp_path: Path, numpy_launcher: Launcher) -> None:
    exercise = small(tmp_path, SECRET.format("one"))
    before = drawn(exercise, numpy_launcher)
    (exercise.private.parent / "course.toml").write_text(SECRET.format("two"))
    assert drawn(exercise, numpy_launcher) != before


def test_secret_examples_need_a_secret(tmp_path: Path, numpy_launcher: Launcher) -> None:
    exercise = small(tmp_path, '[grading]\nexamples = "secret"\n')
    with pytest.raises(CourseError, match=r"course\.toml has no secret"):
        Judge(exercise, launcher=numpy_launcher)


@pytest.mark.parametrize(
    ("settings", "said"),
    [('[grading]\nexamples = "mine"\n', "examples"), ("[grading]\nexample = 1\n", "example")],
)
def test_a_broken_setting_is_named(
    tmp_path: Path, numpy_launcher: Launcher, settings: str, said: str
) -> None:
    with pytest.raises(CourseError, match=said):
        Judge(small(tmp_path, settings), launcher=numpy_launcher)
