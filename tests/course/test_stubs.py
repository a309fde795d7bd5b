"""`grade stub`: stubs come from references, and nobody's work is overwritten."""

import shutil
from pathlib import Path

import pytest

from grader.course.stubs import stub_source, worked_on, write_stubs
from grader.errors import CourseError, UsageError
from tests import ROOT

REFERENCE = '''"""Sizes."""

import math

SCALE = 2


def half(n):
    """Given."""
    return n / SCALE


def size(n):
    """How many."""
    ### BEGIN SOLUTION
    return round(n)
    ### END SOLUTION


class Box:
    def volume(self):
        """How much."""
        side = self.side
        ### BEGIN SOLUTION
        return side**3
        ### END SOLUTION


### BEGIN SOLUTION
TABLE = [1, 2]
### END SOLUTION
'''
STUB = stub_source(REFERENCE)


@pytest.fixture
def course(tmp_path, monkeypatch):
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / "tests" / "golden" / part, tmp_path / part)
    (tmp_path / "solutions/01_tiny/tiny.py").write_text(REFERENCE)
    (tmp_path / "exercises/01_tiny/tiny.py").write_text(STUB)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["01_tiny", "exercises/01_tiny", "exercises", "exercises/01_tiny/tiny.py"]
)
def test_a_stub_is_written_once(course, capsys, name):
    reference = course / "solutions/01_tiny/tiny.py"
    reference.write_text(REFERENCE.replace("How many.", "How many there are."))
    for state in ("written", "up to date"):
        write_stubs([Path(name)])
        assert capsys.readouterr().out.strip().endswith(f"tiny.py: {state}")
    stub = (course / "exercises/01_tiny/tiny.py").read_text()
    assert stub == stub_source(reference.read_text())
    assert "How many there are." in stub


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('raise NotImplementedError("size is yours to write")', "return int(n)", ["size"]),
        (
            'raise NotImplementedError("size',
            'n += 1\n    raise NotImplementedError("size',
            ["size"],
        ),
        (
            "        raise NotImplementedError",
            "        return 3 # raise NotImplementedError",
            ["Box.volume"],
        ),
        ("class Box:", "def own(n):\n    return n\n\n\nclass Box:", ["own"]),
        ("class Box:", "TABLE = [3]\n\n\nclass Box:", ["TABLE"]),
        ("class Box:", "class Box", ["a file that Python cannot parse"]),
    ],
)
def test_work_is_not_overwritten_unless_forced(course, old, new, names):
    stub = course / "exercises/01_tiny/tiny.py"
    text = STUB.replace(old, new)
    assert text != STUB
    stub.write_text(text)
    assert worked_on(text, STUB) == names
    with pytest.raises(UsageError, match="--force") as problem:
        write_stubs([course / "exercises/01_tiny"])
    assert ", ".join(names) in str(problem.value)
    assert stub.read_text() == text
    write_stubs([course / "exercises/01_tiny"], force=True)
    assert stub.read_text() == STUB


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SCALE = 2", "SCALE = 3"),
        ("return n / SCALE", "return n"),
        ("How many.", "How many?"),
        ("def size(n):", "def size(n, m=1):"),
        ("import math", "import math\nimport os"),
    ],
)
def test_what_the_reference_gives_may_change(old, new):
    """Neither an old nor a new text of what learners are given is anybody's work."""
    changed = stub_source(REFERENCE.replace(old, new))
    assert changed != STUB
    assert worked_on(changed, STUB) == worked_on(STUB, changed) == []


def test_a_removed_function_that_nobody_wrote_may_go():
    stub = STUB + '\n\ndef old(n):\n    """Old."""\n    raise NotImplementedError("old is yours")\n'
    assert worked_on(stub, STUB) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = 1\n### BEGIN SOLUTION\ny = 2\n", "x.py:2: ### BEGIN SOLUTION without"),
        ("x = 1\n### END SOLUTION\n", "x.py:2: ### END SOLUTION without"),
        (
            "### BEGIN SOLUTION\n\n### BEGIN SOLUTION\n",
            "x.py:3: .* inside the solution block of line 1",
        ),
    ],
)
def test_unbalanced_markers_are_named_with_file_and_line(source, said):
    with pytest.raises(CourseError, match=said):
        stub_source(source, "x.py")


def test_unknown_exercises_and_missing_references_are_said(course):
    with pytest.raises(UsageError, match=r"did you mean exercises/01_tiny\?"):
        write_stubs([Path("01_tinny")])
    (course / "solutions/01_tiny/tiny.py").unlink()
    with pytest.raises(CourseError, match="--solutions"):
        write_stubs([Path("01_tiny")])
