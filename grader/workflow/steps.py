"""What `grade PATH` does, in order: find, prepare, grade, write, say."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.course import find_exercises, read_overlay, read_submission, remember_report
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise, Report, Submission
from grader.report import REPORTS, Outputs, report_name
from grader.sandbox import Launchers
from grader.workflow.options import Options
from grader.workflow.saying import hand_out, say_summary

if TYPE_CHECKING:  # what only grading needs is loaded while launchers start
    from grader.sandbox import Choice


class Work(msgspec.Struct, frozen=True):
    """An exercise and what was handed in for it."""

    exercise: Exercise
    submissions: list[Submission]


def run(paths: tuple[Path, ...], options: Options, began: float | None = None) -> int:
    """Grade everything asked for; returns the exit code.

    `began` is when the user asked, on `time.perf_counter`: reports say how long they took from then.
    """
    return _run(_find(paths, options), options, began)


def try_wrong(path: Path, wrong: Path, options: Options) -> int:
    """Grade a wrong file of an exercise and show its report as a learner would see it; returns the exit code."""
    exercises = find_exercises(path, options.solutions)
    if len(exercises) > 1:
        raise UsageError(message("wrong.several", path=path, total=len(exercises)))
    (exercise,) = exercises
    submission = read_overlay(exercise, wrong)
    if options.html_file is None:
        page = exercise.course / REPORTS / f"{exercise.id}-{submission.path.stem}.html"
        options = msgspec.structs.replace(options, html_file=page)
    return _run([Work(exercise, [submission])], options)


def _run(works: list[Work], options: Options, began: float | None = None) -> int:
    clock = _Clock(began)
    total = sum(len(work.submissions) for work in works)
    folder = works[0].exercise.course / REPORTS
    outputs = Outputs(total, options.data_files, options.html_file, folder, reveal=options.reveal)
    with Launchers() as launchers:
        for work in works:  # they load NumPy and torch while we load what grading needs
            launchers.of(work.exercise)
        return _grade_all(works, launchers, outputs, options, clock)


class _Clock:
    """What a reader waits for: the seconds from one report to the next."""

    def __init__(self, began: float | None) -> None:
        self.last = time.perf_counter() if began is None else began

    def lap(self) -> float:
        now, before = time.perf_counter(), self.last
        self.last = now
        return round(now - before, 3)


def _warm_up_page() -> None:
    """Load what the page needs. What fails here fails again, and is said, when the page is made."""
    from grader.report import warm_up

    with contextlib.suppress(Exception):  # also where Ctrl-C takes the interpreter away meanwhile
        warm_up()


def _grade_all(
    works: list[Work], launchers: Launchers, outputs: Outputs, options: Options, clock: _Clock
) -> int:
    from grader.course import data_folder
    from grader.sandbox import Devices

    threading.Thread(target=_warm_up_page, daemon=True).start()  # while checks wait for workers
    with data_folder(options.data):
        devices = Devices(options.device)
        choices = [devices.choose(work.exercise, launchers.of) for work in works]
        for work, choice in zip(works, choices, strict=True):
            for report, name in _grade(work, launchers, choice, options):
                report = msgspec.structs.replace(report, duration=clock.lap())
                hand_out(report, name, work.exercise, outputs, options)
    if outputs.many:
        say_summary(outputs, options)
    return exit_code(report for report, _ in outputs.written)


# --- find ---


def _find(paths: tuple[Path, ...], options: Options) -> list[Work]:
    exercises = [exercise for path in paths for exercise in find_exercises(path, options.solutions)]
    return [Work(exercise, list(_submissions(exercise, paths, options))) for exercise in exercises]


def _submissions(
    exercise: Exercise, paths: tuple[Path, ...], options: Options
) -> Iterable[Submission]:
    if options.submissions:
        for path in options.submissions:
            yield read_submission(exercise, path)
        return
    files = [path for path in paths if path.is_file() and path.resolve().parent == exercise.folder]
    for file in files or (None,):
        yield read_submission(exercise, file)


# --- grade ---


def _grade(
    work: Work, launchers: Launchers, choice: Choice, options: Options
) -> Iterator[tuple[Report, str]]:
    """Each submission's report, code and quiz, and the name of its files."""
    from grader.practice import judge_of
    from grader.quiz import add_quiz
    from grader.report import Progress

    exercise = work.exercise
    with judge_of(
        exercise,
        options.solutions,
        launcher=launchers.of(exercise),
        only=options.only,
        device=choice.device,
        require_sandbox=options.require_sandbox,
        fresh_seed=options.fresh_seed,
        every=options.every,
    ) as judge:
        for position, submission in enumerate(work.submissions, 1):
            with Progress(exercise, quiet=options.quiet) as progress:
                report = judge.grade(submission, progress.step, live=progress.training)
            if choice.note:
                report = msgspec.structs.replace(report, notes=[*report.notes, choice.note])
            if not options.only:
                report = add_quiz(report, exercise, submission.path, options.learner)
                if submission.path.resolve().parent == exercise.folder:
                    remember_report(exercise, report)
            yield report, report_name(exercise, submission, position, len(work.submissions))


def exit_code(reports: Iterable[Report]) -> int:
    """0 everything passed, 1 something did not, 3 the course's or our own fault."""
    states = {report.status for report in reports}
    if "error" in states:
        return 3
    return 0 if states <= {"passed"} else 1
