"""What `grade PATH` does, in order: find, prepare, grade, write, say."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import textwrap
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.course import (
    HintsFile,
    afterwards,
    exercise_folders,
    find_exercises,
    load_exercise,
    read_hints,
    read_overlay,
    read_progress,
    read_statement,
    read_submission,
    remember_report,
    shown_hints,
    take_hint,
)
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise, Report, Submission
from grader.report import (
    REPORTS,
    Outputs,
    format_files,
    open_in_browser,
    points_text,
    report_name,
    shown_path,
)
from grader.sandbox import Launchers

if TYPE_CHECKING:  # what only grading needs is loaded while launchers start
    from grader.sandbox import Choice
from grader.text import clean_line, number


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade PATH`."""

    submissions: tuple[Path, ...] = ()
    only: tuple[str, ...] = ()
    device: str = "auto"
    data: Path | None = None
    json_file: Path | None = None
    junit_file: Path | None = None
    gradescope_file: Path | None = None
    html_file: Path | None = None
    formats: tuple[str, ...] = ()
    reveal: bool = False
    solutions: Path | None = None
    require_sandbox: bool = False
    fresh_seed: bool = False
    every: bool = False
    quiet: bool = False
    hint: bool = False
    learner: str | None = None
    open: bool = False

    @property
    def data_files(self) -> dict[str, Path]:
        """The files asked for, by format. Raises `UsageError`."""
        own = {"json": self.json_file, "junit": self.junit_file, "gradescope": self.gradescope_file}
        wishes = [f"{name}={file}" for name, file in own.items() if file is not None]
        return format_files([*wishes, *self.formats])


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
                _hand_out(report, name, work.exercise, outputs, options)
    if outputs.many:
        _say_summary(outputs, options)
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


# --- write and say ---


def _hand_out(
    report: Report, name: str, exercise: Exercise, outputs: Outputs, options: Options
) -> None:
    """Write a report's files, and say on the terminal what came of it."""
    from grader.report import findings_of

    hints = read_hints(exercise)
    asked = ""
    if options.hint:
        leads = [finding.function for finding in findings_of(report)]
        asked = take_hint(exercise, report, hints, leads)
    report = msgspec.structs.replace(report, afterwards=afterwards(report, hints))
    page = shown_path(outputs.write(report, name, _page(report, exercise, hints, outputs)))
    if options.quiet or outputs.many:
        label = clean_line(report.submission or report.exercise)
        print(message("output.line", name=label, status=report.status, score=_points(report)))
    else:
        _say(report, page, options.reveal)
        _open(page, options)
    after = [] if outputs.many or options.quiet else report.afterwards
    command = next_command(report, exercise) if after else ""
    if command:
        after = [*after, f"{message('after.command')} {command}"]
    for text in filter(None, [asked, *after]):
        print(f"\n{textwrap.fill(text, 78, initial_indent='  ', subsequent_indent='  ')}")


def _page(report: Report, exercise: Exercise, hints: HintsFile, outputs: Outputs) -> str:
    from grader.report import render_html

    return render_html(
        report,
        statement=read_statement(exercise),
        statement_folder=exercise.folder,
        hints=shown_hints(exercise, report, hints),
        reveal=outputs.reveal,
        index_href=outputs.index_href,
        command=next_command(report, exercise),
    )


def next_command(report: Report, exercise: Exercise) -> str:
    """What to type after success, empty where the report says what is left to do."""
    from grader.report import next_exercise

    if report.status != "passed":
        return ""
    if report.quiz_points.score < report.quiz_points.max_score:
        return message("quiz.command", name=exercise.id)
    folders = exercise_folders(exercise.folder.parent)
    exercises = sorted((load_exercise(folder) for folder in folders), key=lambda e: e.order)
    after = [other for other in exercises if other.order > exercise.order]
    before = [other for other in exercises if other.order < exercise.order]
    later = next_exercise([(other, read_progress(other)) for other in after + before])
    return message("after.grade", name=later.id) if later else ""


def _points(report: Report) -> str:
    if report.quiz:
        return points_text(report)
    points = {"score": number(report.score), "max_score": number(report.max_score)}
    return message("output.line.score", **points)


def _open(page: Path, options: Options) -> None:
    if options.open and not open_in_browser(page.absolute().as_uri()):
        print(message("output.unopened", path=page), file=sys.stderr)


def _say(report: Report, page: Path, reveal: bool) -> None:
    size = shutil.get_terminal_size()
    from grader.report import render_terminal

    text = render_terminal(
        report,
        width=min(size.columns, 100),
        height=size.lines,
        color=_writes_colour(),
        unicode=_writes_unicode(),
        report_path=str(page),
        reveal=reveal,
    )
    print(text, end="")


def _writes_colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _writes_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().startswith("utf")


def _say_summary(outputs: Outputs, options: Options) -> None:
    index = outputs.write_index()
    if not options.quiet:
        reports = [report for report, _ in outputs.written]
        values = {
            "total": len(reports),
            "score": number(sum(report.code.score for report in reports)),
            "max_score": number(sum(report.code.max_score for report in reports)),
            "quiz": number(sum(report.quiz_points.score for report in reports)),
            "quiz_max": number(sum(report.quiz_points.max_score for report in reports)),
            "index": shown_path(index),
        }
        both = any(report.quiz for report in reports)
        print("\n" + message("output.summary.both" if both else "output.summary", **values))
        _open(index, options)


def exit_code(reports: Iterable[Report]) -> int:
    """0 everything passed, 1 something did not, 3 the course's or our own fault."""
    states = {report.status for report in reports}
    if "error" in states:
        return 3
    return 0 if states <= {"passed"} else 1


def show_course(root: Path) -> None:
    """The course map: every exercise, what it builds on, and how far the learner has come."""
    from grader.report import course_map

    folders = exercise_folders(root) if root.is_dir() else []
    if not folders:
        raise UsageError(message("course.none", folder=root.resolve()))
    exercises = sorted((load_exercise(folder) for folder in folders), key=lambda e: e.order)
    rows = [(exercise, read_progress(exercise)) for exercise in exercises]
    print(course_map(rows, unicode=_writes_unicode(), color=_writes_colour()))
