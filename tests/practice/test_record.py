"""A public record holds what it may hold, and is read as what it is: a file from somewhere."""

from __future__ import annotations

import hashlib
import lzma
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from grader.errors import CourseError
from grader.judge import Judge
from grader.practice import (
    PublicRecord,
    UnusableRecord,
    home_judge,
    make_public_record,
    read_public_record,
    record_file,
    write_public_record,
)
from grader.practice.record import FORMAT, MAX_FILE, MAX_UNPACKED, PracticeCheck
from grader.sandbox import Launcher, wire
from tests.practice.conftest import Course, at_home
from tests.small_course import handed_in, small_exercise


def test_it_holds_nothing_private(course: Course) -> None:
    data = msgspec.msgpack.encode(course.record)
    for private in (
        b"return n * 2",  # the reference
        b"xyzzy",
        b"self.total",
        b"test_hidden_double",  # hidden checks, by name, title and what only they use
        b"A hidden check",
        b"SECRET_SIZES",
        b"n**2",  # wrong files
        b"n < 17",
        b"Hidden and published",  # what is said about the file
    ):
        assert private not in data
    for published in (b"test_double", b"SIZES", b"def halves", b"squares instead of doubling"):
        assert published in data
    assert (course.record.more_checks, course.record.more_points) == (1, 3.0)


def test_it_is_read_as_it_was_written(course: Course) -> None:
    assert read_public_record(course.home) == course.record


def test_it_is_the_same_each_time_whatever_the_official_grade_draws_from(
    course: Course, numpy_launcher: Launcher
) -> None:
    settings = course.whole.private.parent / "course.toml"
    settings.write_text('secret = "one"\n[grading]\nexamples = "secret"\n')
    try:
        assert make_public_record(course.whole, numpy_launcher) == course.record
        with Judge(course.whole, launcher=numpy_launcher, record=True) as official:
            assert official.taped is not None
            drawn = set(official.taped.record.drawn["test_double_is_even"])
    finally:
        settings.unlink()
    check = next(
        practice for practice in course.record.checks if practice.check.id == "test_double_is_even"
    )
    assert drawn != {example.drawn for example in check.examples}


def sealed(packed: bytes) -> bytes:
    return FORMAT + hashlib.sha256(packed).digest() + packed


def resealed(change: Callable[[PublicRecord], PublicRecord]) -> Callable[[bytes], bytes]:
    """Change what a record holds, with a checksum that fits."""

    def spoil(data: bytes) -> bytes:
        record = msgspec.msgpack.decode(
            lzma.decompress(data[len(FORMAT) + 32 :]), type=PublicRecord
        )
        return sealed(lzma.compress(msgspec.msgpack.encode(change(record))))

    return spoil


def with_check(**changes: object) -> Callable[[PublicRecord], PublicRecord]:
    def change(record: PublicRecord) -> PublicRecord:
        first, *others = record.checks
        changed: PracticeCheck = msgspec.structs.replace(first, **changes)
        return msgspec.structs.replace(record, checks=[changed, *others])

    return change


def with_drawn(packed: bytes) -> Callable[[PublicRecord], PublicRecord]:
    def change(record: PublicRecord) -> PublicRecord:
        first, *others = record.checks[0].examples
        spoilt = msgspec.structs.replace(first, drawn=packed)
        return with_check(examples=[spoilt, *others])(record)

    return change


def with_files(**files: bytes) -> Callable[[PublicRecord], PublicRecord]:
    return lambda record: msgspec.structs.replace(
        record,
        files=record.files | {name.replace("_DOT_", "."): text for name, text in files.items()},
    )


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "truncated": lambda data: data[: len(data) // 2],
    "edited": lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
    "another version": lambda data: data.replace(b"practice/v2", b"practice/v9", 1),
    "no xz": lambda data: sealed(b"words"),
    "no struct": lambda data: sealed(lzma.compress(b"\x93\x01\x02\x03")),
    "nested": lambda data: sealed(lzma.compress(b"\x91" * 100_000)),
    "too large": lambda data: FORMAT + bytes(MAX_FILE),
    "a bomb": lambda data: sealed(lzma.compress(bytes(MAX_UNPACKED + 1), preset=1)),
    "foreign": resealed(lambda record: msgspec.structs.replace(record, exercise="99_other")),
    "a path as a name": resealed(
        lambda record: msgspec.structs.replace(record, files={"../out.py": b""})
    ),
    "an object as a draw": resealed(with_drawn(b"\x80\x04K\x01.")),
    "a list as draws": resealed(with_drawn(wire.pack(wire.encode([1])))),
    "prints missing": resealed(with_check(prints=[])),
    "no such check": resealed(
        lambda record: msgspec.structs.replace(record, files={"test_x.py": b"def test_y(): pass"})
    ),
    "code that does not parse": resealed(with_files(test_other_DOT_py=b"def :")),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_record_is_refused_with_a_sentence(
    course: Course, tmp_path: Path, numpy_launcher: Launcher, how: str
) -> None:
    exercise = at_home(course.whole, tmp_path, course.record)
    file = record_file(exercise)
    file.write_bytes(SPOILT[how](file.read_bytes()))
    with home_judge(exercise, launcher=numpy_launcher) as judge:
        report = judge.grade(handed_in((exercise.folder / exercise.file).read_text()))
    assert report.status == "passed"  # the examples of the docstrings, graded all the same
    assert [check.id for check in report.checks] == ["examples_double"]
    assert f"{file} cannot be used" in report.notes[-2]
    assert not (tmp_path / "out.py").exists()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_a_record_that_is_no_file_is_refused(
    course: Course, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    exercise = at_home(course.whole, tmp_path)
    make(record_file(exercise))
    with pytest.raises(UnusableRecord, match=r"practice\.record cannot be used"):
        read_public_record(exercise)


UNFIT = {
    "is marked @pytest.mark.practice": "def test_work(student):\n    student.work()\n",
    "draws what is no data": """
import pytest
from hypothesis import given
from hypothesis.strategies import data

@pytest.mark.practice
@given(data=data())
def test_work(student, data):
    student.work()
""",
    "fails with the reference: unsupported operand": """
import pytest

@pytest.mark.practice
def test_work(student, reference):
    student.work()
    reference.thing() + 1
""",
    "does not pass with the reference": """
import pytest

@pytest.mark.practice
def test_work(student):
    assert student.work() == 2
""",
}


@pytest.mark.parametrize("said", UNFIT)
def test_what_cannot_be_recorded_is_the_course_s_fault(
    tmp_path: Path, numpy_launcher: Launcher, said: str
) -> None:
    reference = "def work():\n    return 1\nclass Thing:\n    def __add__(self, one):\n        return one\n    def __call__(self, n):\n        return n + 1\ndef thing():\n    return Thing()\n"
    exercise = small_exercise(tmp_path, UNFIT[said], reference=reference)
    with pytest.raises(CourseError, match=said):
        make_public_record(exercise, numpy_launcher)


def test_the_stub_s_examples_grade_where_no_record_is(
    course: Course, tmp_path: Path, numpy_launcher: Launcher
) -> None:
    exercise = at_home(course.whole, tmp_path)
    stub = exercise.folder / exercise.file
    with home_judge(exercise, launcher=numpy_launcher) as judge:
        statuses = {
            source: judge.grade(handed_in(source)).checks[0].status
            for source in (
                stub.read_text(),
                "def double(n):\n    return n * 3\n",
                "def double(n):\n    raise NotImplementedError\n",
                "def double(n):\n    raise ValueError('\\x1b[31m')\n",
                "def other(n):\n    return 1\n",
                "def double(n:\n",
                "def double(n):\n    while True: pass\n",
            )
        }
        failed = judge.grade(handed_in("def double(n):\n    return n * 3\n")).checks[0]
    assert list(statuses.values()) == [
        "passed", "failed", "not_started", "failed", "failed", "failed", "timeout",
    ]  # fmt: skip
    assert failed.counterexample is not None
    assert failed.counterexample.call == "double(4)"
    assert (failed.counterexample.expected, failed.counterexample.actual) == ("8", "12")


def test_a_stub_without_examples_can_at_least_be_imported(
    course: Course, tmp_path: Path, numpy_launcher: Launcher
) -> None:
    exercise = at_home(course.whole, tmp_path)
    (exercise.folder / exercise.file).write_text("def double(n:\n")
    with home_judge(exercise, launcher=numpy_launcher) as judge:
        assert judge.grade(handed_in("def double(n:\n")).checks[0].status == "failed"
        assert judge.grade(handed_in("def double(n): pass\n")).status == "passed"


def test_writing_replaces_a_record_whole(course: Course, tmp_path: Path) -> None:
    exercise = at_home(course.whole, tmp_path, course.record)
    size = write_public_record(course.record, record_file(exercise))
    assert record_file(exercise).stat().st_size == size
    assert [path.name for path in exercise.folder.glob("*record*")] == ["practice.record"]
