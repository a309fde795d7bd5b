"""The frozen types that travel through the grader. Imports nothing of ours.

Everything here is plain data: a `Report` is exactly what `--json` writes
(schema `grade/report/v1`), and every other output is made from it.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from math import fsum
from pathlib import Path
from typing import Literal

import msgspec

Status = Literal["passed", "failed", "error", "timeout", "not_started", "skipped"]
Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]
Rung = Literal[
    "load", "missing", "raised", "died", "timeout",  # no value came back
    "type", "shape", "dtype", "finite", "mutation", "values",  # a value that does not hold
]  # fmt: skip
SCHEMA = "grade/report/v1"


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one submission may use; the `[limits]` table of exercise.toml.

    Times are seconds of wall clock unless named cpu; sizes are MiB.
    """

    call_seconds: float = 5.0
    check_seconds: float = 30.0
    load_seconds: float = 10.0
    cpu_seconds: int = 120
    memory_mb: int = 1024
    scratch_mb: int = 64
    file_mb: int = 64
    open_files: int = 64
    output_kb: int = 64
    reply_mb: int = 256


class Exercise(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise as found on disk: its public folder, and its private one."""

    id: str
    title: str
    summary: str
    order: int
    file: str
    prerequisites: tuple[str, ...]
    libraries: tuple[str, ...]
    limits: Limits
    folder: Path
    private: Path

    @property
    def reference(self) -> Path:
        """The file that solves the exercise; the stub is generated from it."""
        return self.private / self.file

    @property
    def course(self) -> Path:
        """The folder of the whole course: reports and what is remembered lie there."""
        return self.folder.parent.parent

    @property
    def stub(self) -> Path:
        return self.folder / self.file

    @property
    def harness(self) -> Path:
        return self.private / "harness.py"

    @property
    def uses_torch(self) -> bool:
        return "torch" in self.libraries


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What a learner handed in: source text and where it came from.

    `siblings` maps module names to the source of the learner's earlier exercises,
    which this one may import. `cells` are the lines of the source where the code cells of a
    notebook begin, none for a .py file; `notes` say what of it was left out.
    """

    source: str
    path: Path
    label: str
    siblings: dict[str, str] = {}
    learner: str | None = None
    cells: list[int] = []
    notes: list[str] = []

    @property
    def cell_sources(self) -> list[str]:
        """The source of each code cell of a notebook; nothing for a file."""
        lines = self.source.split("\n")
        ends = [*self.cells[1:], len(lines) + 1]
        pairs = zip(self.cells, ends, strict=False)  # a file has an end, and no cell
        return ["\n".join(lines[first - 1 : end - 1]) for first, end in pairs]


def cell_line(cells: list[int], line: int) -> tuple[int, int]:
    """The number of the code cell that a line of a notebook's source lies in, and its line there, from 1."""
    number = bisect.bisect_right(cells, line)
    return number, line - cells[number - 1] + 1 if number else line


class Counterexample(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest call that shows a failure, ready to paste into Python."""

    call: str
    expected: str
    actual: str


FAILING = ("failed", "timeout")  # the states that say something is wrong with the learner's code


GridRole = Literal["expected", "got", "difference"]


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """A 2-D slice of numbers drawn in the HTML report; None is a non-finite cell.

    `role` is what it is in a comparison, if it belongs to one. `origin` is the row and column
    that its first number has in a whole of `shape`.
    """

    title: str
    role: GridRole | None = None
    rows: list[list[float | None]]
    origin: tuple[int, int] = (0, 0)
    shape: tuple[int, int] | None = None


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """One measure over epochs or steps, the learner's or the reference's; None is a non-finite number."""

    name: str
    owner: Literal["learner", "reference"]
    values: list[float | None]


class Curves(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="curves"):
    """Measures of a training run, to be drawn over one another."""

    title: str
    series: list[Series]
    unit: Literal["epoch", "step"] = "epoch"


class Confusion(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="confusion"):
    """How often each class (row) was read as each class (column)."""

    title: str
    classes: list[str]
    counts: list[list[int]]


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """One image: 8 bits a value, row by row, 1 (grey) or 3 (red, green, blue) values a pixel."""

    caption: str
    height: int
    width: int
    channels: Literal[1, 3]
    pixels: bytes


class Pictures(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pictures"):
    """A few images with a caption each."""

    title: str
    pictures: list[Picture]


class Table(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="table"):
    """A small table of texts."""

    title: str
    columns: list[str]
    rows: list[list[str]]


Figure = Curves | Confusion | Pictures | Table


class CheckResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """What one hidden check found.

    `functions` are the learner's functions it called, `cause` the one that explains
    the failure when it is another than the first; `explanation` tells about the
    misconception, and `relations` are sentences about the numbers. `figures` show what
    was measured, whether or not the check passed. `rung` is how far a failing answer came.
    """

    id: str
    title: str
    status: Status
    score: float
    max_score: float
    visibility: Visibility = "visible"
    message: str = ""
    counterexample: Counterexample | None = None
    misconception: str | None = None
    hint: str | None = None
    traceback: str | None = None
    stdout: str = ""
    duration: float = 0.0
    functions: list[str] = []
    cause: str | None = None
    explanation: str | None = None
    relations: list[str] = []
    line: int | None = None
    grids: list[Grid] = []
    figures: list[Figure] = []
    rung: Rung | None = None


class QuestionResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a quiz answer earned, with feedback that never shows the key by itself.

    `cells` are those of a table that are not right, counted from 1.
    """

    id: str
    status: Literal["correct", "partial", "wrong", "unanswered", "invalid"]
    score: float
    max_score: float
    given: str | None = None
    feedback: str = ""
    title: str = ""
    cells: list[int] = []


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """What was earned, of what could be."""

    score: float
    max_score: float


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One graded submission. Scores are derived from the results, never stored apart.

    `cells` are the lines of `source` where the code cells of a notebook begin.
    """

    exercise: str
    title: str
    status: Status
    score: float
    max_score: float
    device: str
    sandbox: list[str]
    started: str
    duration: float
    checks: list[CheckResult]
    quiz: list[QuestionResult] = []
    learner: str | None = None
    submission: str = ""
    source: str = ""
    cells: list[int] = []
    notes: list[str] = []
    afterwards: list[str] = []
    left_out: int = 0  # checks that were not asked for
    schema: str = SCHEMA

    @property
    def code(self) -> Points:
        """What the checks earned."""
        return _points(self.checks)

    @property
    def quiz_points(self) -> Points:
        """What the quiz earned; 0 of 0 where there is none."""
        return _points(self.quiz)


def _points(results: Sequence[CheckResult | QuestionResult]) -> Points:
    score = fsum(result.score for result in results)
    return Points(score=score, max_score=fsum(result.max_score for result in results))
