"""One exercise's warm judge: the learner's file as it is now -> results one by one, and a report.

What is lost while it runs is made anew: a judge where the course changed, a launcher where it died.
Grading happens on the thread that calls `grade`, which must be the main one, for deadlines ring there.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.course import (
    afterwards,
    load_exercise,
    read_hints,
    read_submission,
    remember_report,
)
from grader.desk.changes import changed_functions, first_checks
from grader.errors import SandboxError, UsageError
from grader.model import CheckResult, Exercise, Report
from grader.practice import judge_of, record_file
from grader.sandbox import Launcher

if TYPE_CHECKING:
    from grader.judge import Judge

OnResult = Callable[[int, int, CheckResult], None]
Stamp = tuple[tuple[str, int, int], ...]


class Superseded(Exception):
    """The file was saved again while it was graded; what was found so far is out of date."""


class Bench:
    """Grades one learner's file again and again; use as a context manager."""

    def __init__(
        self, exercise: Exercise, *, learner: str | None = None, with_quiz: bool = True
    ) -> None:
        self.exercise, self.learner, self.with_quiz = exercise, learner, with_quiz
        self.report: Report | None = None
        self.source: str | None = None  # what the report is about
        self.grading: str | None = None  # what is being graded now
        self._judge: Judge | None = None
        self._launcher: Launcher | None = None
        self._course: Stamp = ()

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the judge and every process of it."""
        judge, launcher = self._judge, self._launcher
        self._judge = self._launcher = None
        if judge is not None:
            with contextlib.suppress(SandboxError):
                judge.close()
        if launcher is not None:
            launcher.close()

    def warm_up(self) -> None:
        """Load all that a grading may need. Raises `GradeError`."""
        self._ready().warm_up()

    def grade(self, on_result: OnResult, *, everything: bool = False) -> Report:
        """Grade what is saved now. `on_result` hears of each check, with how many are done, of how many.

        What failed last comes first, then what is about changed functions, unless `everything` is
        to run in the order of the course. Raises `Superseded` when another text was saved
        meanwhile, and `GradeError` where nothing can be graded.
        """
        began = time.perf_counter()
        try:
            return self._grade(on_result, everything, began)
        except SandboxError:  # a launcher that died: once more with a new one
            self.close()
            return self._grade(on_result, everything, began)
        finally:
            self.grading = None

    def _grade(self, on_result: OnResult, everything: bool, began: float) -> Report:
        judge = self._ready()
        submission = read_submission(self.exercise)
        self.grading = submission.source
        first: list[str] = []
        if not everything and self.source is not None:
            changed = changed_functions(self.source, submission.source)
            first = first_checks(self.report, judge.functions, changed)

        def step(done: int, total: int, result: CheckResult | None) -> None:
            if self.is_outdated():
                raise Superseded
            if result is not None:
                on_result(done, total, result)

        report = judge.grade(submission, step, first=first)
        if self.with_quiz:
            from grader.quiz import add_quiz

            report = add_quiz(report, self.exercise, submission.path, self.learner)
        report = msgspec.structs.replace(
            report,
            afterwards=afterwards(report, read_hints(self.exercise)),
            duration=round(time.perf_counter() - began, 3),
        )
        self.report, self.source = report, submission.source
        remember_report(self.exercise, report)
        return report

    def is_outdated(self) -> bool:
        """Whether the file on disk is another than the one being graded."""
        return self.grading is not None and self.reads_other_than(self.grading)

    def reads_other_than(self, source: str) -> bool:
        """Whether another text than `source` is saved; not while an editor is between two steps of saving."""
        try:
            return read_submission(self.exercise).source != source
        except UsageError:
            return False

    def interrupt(self) -> None:
        """From another thread: end the call that the worker is busy with, for nobody waits for it any more."""
        judge = self._judge
        worker = judge.session.worker if judge is not None else None
        if worker is not None and worker.alive:
            with contextlib.suppress(OSError):
                os.kill(worker.pid, signal.SIGKILL)

    def _ready(self) -> Judge:
        """The judge, made anew when the course is another than it was made for."""
        stamp = _stamp(self.exercise)
        if self._judge is not None and stamp == self._course:
            return self._judge
        again = load_exercise(self.exercise.folder, self.exercise.private.parent)
        if self._judge is not None or (
            self._launcher is not None and again.libraries != self.exercise.libraries
        ):
            self.close()
        self.exercise = again
        self._launcher = self._launcher or Launcher(again.libraries)
        self._judge = judge_of(again, launcher=self._launcher)
        self._course = stamp
        return self._judge


def _stamp(exercise: Exercise) -> Stamp:
    """Size and time of every file that the checks hang on."""
    public = [exercise.folder / "exercise.toml", record_file(exercise)]
    files = [*public, *sorted(exercise.private.rglob("*"))]
    stamp = []
    for path in files:
        with contextlib.suppress(OSError):
            if path.is_file() and not _is_made(path):
                facts = path.stat()
                stamp.append((str(path), facts.st_size, facts.st_mtime_ns))
    return tuple(stamp)


def _is_made(path: Path) -> bool:
    return "__pycache__" in path.parts or path.suffix == ".pyc"
