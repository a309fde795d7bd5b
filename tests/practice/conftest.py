"""A small course with practice checks, its record, and its public half alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.course import load_exercise
from grader.model import Exercise
from grader.practice import PublicRecord, make_public_record, record_file, write_public_record
from grader.sandbox import Launcher
from tests.small_course import small_exercise

CHECKS = '''
"""Hidden and published checks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import integers

from grader.testing import arrays, assert_close

SIZES = integers(1, 40)
SECRET_SIZES = integers(41, 60)


def halves(n):
    return n // 2, n - n // 2


@pytest.mark.practice
@pytest.mark.points(2)
@given(n=SIZES)
def test_double(student, reference, n):
    """Doubles.

    Twice as much.
    """
    assert_close(student.double(n), reference.double(n))


@pytest.mark.practice
@pytest.mark.requires("test_hidden_double", "test_double")
@given(x=arrays((2, 3)))
def test_scale(student, reference, x):
    """Scales an array."""
    assert_close(student.scale(x, 3.0), reference.scale(x, 3.0), what="scale")


@pytest.mark.practice
@given(n=integers(0, 500))
def test_double_is_even(student, n):
    """What is doubled is even."""
    assert student.double(n) % 2 == 0


@pytest.mark.practice
def test_counter(student, reference):
    """A counter counts."""
    counter = student.Counter(reference.START)
    for step in halves(5):
        counter.add(step)
    assert counter.total == reference.harness.total(5)
    twin = reference.Counter(1)
    twin.add(counter.total)
    twin.total = twin.total + 1
    assert twin(counter.total) == twin.total + counter.total


@pytest.mark.points(3)
@given(n=SECRET_SIZES)
def test_hidden_double(student, reference, n):
    """A hidden check."""
    assert_close(student.double(n), reference.double(n))
'''
CHECKS = CHECKS.replace("def test_hidden_double", "def test_hidden_double", 1)
ORDERED = CHECKS[: CHECKS.index("@pytest.mark.practice\n@pytest.mark.requires")]
HIDDEN = CHECKS[CHECKS.index("@pytest.mark.points(3)") :]
CHECKS = ORDERED + HIDDEN + "\n\n" + CHECKS[len(ORDERED) : CHECKS.index("@pytest.mark.points(3)")]

REFERENCE = '''
"""A module."""

### BEGIN SOLUTION
START = 2
_SECRET_WORD = "xyzzy"
### END SOLUTION


def double(n):
    """Twice n.

    >>> double(4)
    8
    """
    ### BEGIN SOLUTION
    return n * 2
    ### END SOLUTION


def scale(x, by):
    """x times a number."""
    ### BEGIN SOLUTION
    return x * by
    ### END SOLUTION


class Counter:
    """Counts."""

    def __init__(self, start):
        ### BEGIN SOLUTION
        self.total = start
        ### END SOLUTION

    def add(self, step):
        ### BEGIN SOLUTION
        self.total += step
        ### END SOLUTION

    def __call__(self, more):
        ### BEGIN SOLUTION
        return self.total + more
        ### END SOLUTION
'''
HARNESS = "def total(module, n):\n    return n + 2\n"
WRONG = {
    "squares": (
        '"""squares instead of doubling\n\nTwo times n is n + n.\n\nHint: Try n = 3.\n"""\n\n\n'
        "def double(n):\n    return n**2\n"
    ),
    "quits": (
        '"""leaves the program\n\nA function returns.\n"""\n\n\nimport os\n\n\n'
        "def double(n):\n    return n * 2 if n < 30 else os._exit(3)\n"
    ),
    "off_late": (
        '"""forgets large numbers\n\nAll numbers count.\n"""\n\n\n'
        "def double(n):\n    return n * 2 if n < 17 else n * 2 + 4\n"
    ),
    "more": (
        '"""adds a hundred\n\nNothing is added.\n"""\n\n\ndef double(n):\n    return n * 2 + 100\n'
    ),
    "more_to_few": (
        '"""adds a hundred to small numbers\n\nNothing is added.\n"""\n\n\n'
        "def double(n):\n    return n * 2 + 100 * (n <= 60)\n"
    ),
}


class Course(NamedTuple):
    """An exercise with its private half, its record, and the exercise as a learner has it."""

    whole: Exercise
    record: PublicRecord
    home: Exercise


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory, numpy_launcher: Launcher) -> Course:
    folder = tmp_path_factory.mktemp("course")
    whole = small_exercise(folder, CHECKS, harness=HARNESS, reference=REFERENCE)
    (whole.private / "wrong").mkdir()
    for name, source in WRONG.items():
        (whole.private / "wrong" / f"{name}.py").write_text(source)
    record = make_public_record(whole, numpy_launcher)
    return Course(whole, record, at_home(whole, tmp_path_factory.mktemp("home"), record))


def at_home(whole: Exercise, folder: Path, record: PublicRecord | None = None) -> Exercise:
    """The public half of an exercise somewhere else, with its record if it has one."""
    shutil.copytree(whole.folder.parent, folder / "exercises")
    exercise = load_exercise(folder / "exercises" / whole.id)
    if record is not None:
        write_public_record(record, record_file(exercise))
    return exercise
