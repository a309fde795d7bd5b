"""A small course with everything that a complete one has, for the tests of `grade validate`."""

import shutil

import pytest

from grader.course.stubs import stub_source
from tests import ROOT

GOLDEN = ROOT / "tests" / "golden"
QUIZ = """
[[question]]
id = "double"
type = "number"
topic = "doubling"
title = "Twice a number"
stem = "What is twice <<n>>?"
draw = { n = "20..60" }
key = "2 * n"
check = "n + n"
right = "It is."
wrong = "Add the number to itself."
solution = "$2 \\\\cdot <<n>>$"

[[question.distractor]]
value = "n * n"
feedback = "You squared it."
"""


@pytest.fixture
def course(tmp_path):
    for part in ("exercises", "solutions"):
        shutil.copytree(GOLDEN / part, tmp_path / part)
    private, public = tmp_path / "solutions/01_tiny", tmp_path / "exercises/01_tiny"
    (public / "tiny.py").write_text(stub_source((private / "tiny.py").read_text()))
    (tmp_path / "solutions/course.toml").write_text('secret = "a secret of the tests"\n')
    (private / "quiz.toml").write_text(QUIZ)
    (private / "hints.toml").write_text(
        '[hints]\ndouble = ["Two."]\nsteps = ["Round down."]\nTally = ["Add."]\n[after]\nwhy = "So."\nnext = "Go on."\n'
    )
    alternatives = tmp_path / "tests/alternatives/01_tiny"
    alternatives.mkdir(parents=True)
    (alternatives / "adds.py").write_text("def double(x):\n    return x + x\n")
    (alternatives / "shifts.py").write_text(
        "def steps(n, height=2):\n    return (n - n % height) // height\n"
    )
    return tmp_path
