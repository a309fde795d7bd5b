"""The record changes how long grading takes, and nothing else."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.course import load_exercise, read_submission, stub_source
from grader.judge import records
from grader.judge.grading import Judge
from grader.model import Exercise, Submission
from grader.sandbox import Launcher
from tests import ROOT
from tests.judge.test_golden import GOLDEN, NAMES, normal
from tests.small_course import handed_in, small_exercise


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    """The course of the golden reports, where a record can be kept beside it."""
    folder = tmp_path_factory.mktemp("golden")
    for half in ("exercises", "solutions"):
        shutil.copytree(GOLDEN / half, folder / half)
    return load_exercise(folder / "exercises" / "01_tiny")


@pytest.fixture(scope="module")
def taped(golden: Exercise) -> Judge:
    with Judge(golden, record=True) as judge:
        yield judge


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_the_same_with_and_without_a_record(taped: Judge, name: str) -> None:
    """Without one it is the golden report, as the tests of those prove."""
    folder = GOLDEN / "submissions" / name
    by_tape = normal(taped.grade(read_submission(taped.exercise, folder)))
    by_call = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    if name == "skips_the_check":  # a warning that Python prints once for each process
        for check in (*by_tape["checks"], *by_call["checks"]):
            del check["stdout"]
    assert by_tape == by_call


def test_with_a_record_nothing_is_drawn_and_pytest_is_not_started(golden: Exercise) -> None:
    with Judge(golden, record=True):
        pass  # the record is made, if it was not
    with Judge(golden, record=True) as judge:
        right = read_submission(golden, GOLDEN / "submissions" / "right")
        assert judge.grade(right).status == "passed"
        untouched = handed_in(stub_source(golden.reference.read_text()))
        assert judge.grade(untouched).status == "not_started"
        broken = read_submission(golden, GOLDEN / "submissions" / "syntax_error")
        assert judge.grade(broken).status == "failed"
        assert "suite" not in vars(judge.half)


CHECK = """
from hypothesis import given
from hypothesis.strategies import integers

@given(n=integers(0, 50))
def test_square(student, reference, n):
    \"\"\"Squares\"\"\"
    assert student.square(n) == reference.square(n)
"""
REFERENCE = "def square(n):\n    return n * n\n"


@pytest.fixture
def small(tmp_path: Path) -> Exercise:
    return small_exercise(tmp_path, CHECK, reference=REFERENCE)


def kept(exercise: Exercise) -> list[Path]:
    return sorted((exercise.private.parent / ".grade" / "records").glob("*.record"))


def graded(exercise: Exercise, launcher: Launcher, source: str = REFERENCE) -> str:
    with Judge(exercise, launcher=launcher, record=True) as judge:
        return judge.grade(handed_in(source)).status


def test_a_record_is_made_once_and_read_again(small: Exercise, numpy_launcher: Launcher) -> None:
    assert graded(small, numpy_launcher) == "passed"
    (file,) = kept(small)
    before = file.stat().st_mtime_ns
    assert graded(small, numpy_launcher) == "passed"
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"grade/record/v0\n" + data[16:],
        lambda data: data[:60] + b"\x00" * 40 + data[100:],
    ],
)
def test_a_spoilt_record_is_made_anew(
    small: Exercise, numpy_launcher: Launcher, spoil: object
) -> None:
    graded(small, numpy_launcher)
    (file,) = kept(small)
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))  # type: ignore[operator]
    assert graded(small, numpy_launcher) == "passed"
    assert graded(small, numpy_launcher, "def square(n):\n    return n + n\n") == "failed"
    (again,) = kept(small)
    assert records.read_record(small, again.name.split(".")[1]) is not None


def test_another_reference_has_another_record(small: Exercise, numpy_launcher: Launcher) -> None:
    graded(small, numpy_launcher)
    (old,) = kept(small)
    cubes = REFERENCE.replace("n * n", "n * n * n")
    small.reference.write_text(cubes)
    assert graded(small, numpy_launcher) == "failed"
    assert graded(small, numpy_launcher, cubes) == "passed"
    (new,) = kept(small)
    assert new != old


def test_where_nothing_can_be_written_grading_goes_on(
    small: Exercise, numpy_launcher: Launcher
) -> None:
    (small.private.parent / ".grade").write_text("in the way")
    assert graded(small, numpy_launcher) == "passed"
    assert graded(small, numpy_launcher) == "passed"


STATEFUL = """
from hypothesis import given
from hypothesis.strategies import integers

@given(n=integers(0, 9))
def test_counts(student, reference, n):
    \"\"\"Counts\"\"\"
    counter, other = student.Counter(), student.Counter()
    for _ in range(n):
        counter.step(2)
    assert counter.total == 2 * n
    assert other.total == 0
"""
COUNTER = """
class Counter:
    def __init__(self):
        self.total = 0
    def step(self, by):
        self.total += by
"""
SHARED = """
class Counter:
    total = 0
    def step(self, by):
        Counter.total += by
"""


def test_objects_are_asked_on_tape_too(tmp_path: Path, numpy_launcher: Launcher) -> None:
    exercise = small_exercise(tmp_path, STATEFUL, reference=COUNTER)
    with Judge(exercise, launcher=numpy_launcher, record=True) as judge:
        assert judge.taped is not None
        assert set(judge.taped.record.tapes) == {"test_counts"}
        other_words = COUNTER.replace("self.total += by", "self.total = self.total + by")
        assert judge.grade(handed_in(other_words)).status == "passed"
        report = judge.grade(handed_in(SHARED))
    assert report.status == "failed"


SILENT = """

def test_says_nothing(student):
    \"\"\"A step says nothing\"\"\"
    assert student.Counter().step(1) is None
"""


def test_what_passed_on_tape_is_evidence_for_what_fails(
    tmp_path: Path, numpy_launcher: Launcher
) -> None:
    exercise = small_exercise(tmp_path, STATEFUL + SILENT, reference=COUNTER)
    talkative = COUNTER + "        return self.total\n"
    with (
        Judge(exercise, launcher=numpy_launcher, record=True) as taped,
        Judge(exercise, launcher=numpy_launcher) as live,
    ):
        for judge in (taped, live):
            report = judge.grade(handed_in(talkative))
            assert [check.status for check in report.checks] == ["passed", "failed"]
            assert len(judge.examples["test_counts"]) == 8
        assert taped.taped is not None
        assert (
            "test_counts" in taped.taped.answers
        )  # played, for its answers are not the reference's


DEPENDENT = """
def test_backward(student, reference):
    \"\"\"The cache of the reference comes after the question about it\"\"\"
    assert student.forward(3) == reference.forward(3)
    assert student.backward(reference.forward(3)) == 1
"""
FORWARD = "def forward(n):\n    return n * 7\ndef backward(cache):\n    return 1\n"


def test_what_the_reference_said_travels_only_after_the_answer_is_in(
    tmp_path: Path, numpy_launcher: Launcher
) -> None:
    exercise = small_exercise(tmp_path, DEPENDENT, reference=FORWARD)
    with Judge(exercise, launcher=numpy_launcher, record=True) as judge:
        assert judge.taped is not None
        (example,) = judge.taped.record.tapes["test_backward"].examples
        assert [exchange.stage for exchange in example.exchanges] == [0, 1]


def test_the_repository_ignores_records() -> None:
    assert ".grade/" in (ROOT / ".gitignore").read_text().splitlines()


def test_a_submission_of_no_tape_is_graded_live(tmp_path: Path, numpy_launcher: Launcher) -> None:
    endless = "def square(n):\n    while n > 20:\n        pass\n    return n * n\n"
    exercise = small_exercise(tmp_path, CHECK, reference=REFERENCE)
    with Judge(exercise, launcher=numpy_launcher, record=True) as judge:
        report = judge.grade(Submission(source=endless, path=Path("small.py"), label="small.py"))
    assert report.status == "failed"
    assert report.checks[0].status == "timeout"
    assert report.checks[0].counterexample is not None
    assert report.checks[0].counterexample.call.startswith("square(n=")


def test_a_reader_meets_a_whole_record_while_others_write(
    small: Exercise, numpy_launcher: Launcher
) -> None:
    graded(small, numpy_launcher)
    key = records.key_of(small)
    record = records.read_record(small, key)
    assert record is not None
    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(records.write_record, small, key, record) for _ in range(20)]
        read = [records.read_record(small, key) for _ in range(20)]
        for future in writing:
            future.result()
    assert all(seen is not None and seen.tapes.keys() == record.tapes.keys() for seen in read)
    assert [file.name for file in kept(small)] == [f"{small.id}.{key}.record"]
