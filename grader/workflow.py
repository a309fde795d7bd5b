"""What `grade PATH` does, in order: find, prepare, grade, write, say."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import threading
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
    read_statement,
    read_submission,
    shown_hints,
    take_hint,
)
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise, Report, Submission
from grader.report import REPORTS, Outputs, format_files, report_name
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


def run(paths: tuple[Path, ...], options: Options) -> int:
    """Grade everything asked for; returns the exit code."""
    return _run(_find(paths, options), options)


def try_wrong(path: Path, wrong: Path, options: Options) -> int:
    """Grade a wrong file of an exercise and show its report as a learner would see it; returns the exit code."""
    exercises = find_exercises(path, options.solutions)
    if len(exercises) > 1:
        raise UsageError(message("wrong.several", path=path, total=len(exercises)))
    (exercise,) = exercises
    submission = read_overlay(exercise, wrong)
    if options.html_file is None:
        page = REPORTS / f"{exercise.id}-{submission.path.stem}.html"
        options = msgspec.structs.replace(options, html_file=page)
    return _run([Work(exercise, [submission])], options)


def _run(works: list[Work], options: Options) -> int:
    total = sum(len(work.submissions) for work in works)
    outputs = Outputs(total, options.data_files, options.html_file, reveal=options.reveal)
    with Launchers() as launchers:
        for work in works:  # they load NumPy and torch while we load what grading needs
            launchers.of(work.exercise)
        return _grade_all(works, launchers, outputs, options)


def _grade_all(works: list[Work], launchers: Launchers, outputs: Outputs, options: Options) -> int:
    from grader.course import data_folder
    from grader.report import warm_up
    from grader.sandbox import Devices

    threading.Thread(target=warm_up, daemon=True).start()  # the page, while checks wait for workers
    with data_folder(options.data):
        devices = Devices(options.device)
        choices = [devices.choose(work.exercise, launchers.of) for work in works]
        for work, choice in zip(works, choices, strict=True):
            for report, name in _grade(work, launchers, choice, options):
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
    page = outputs.write(report, name, _page(report, exercise, hints, outputs))
    if options.quiet or outputs.many:
        points = {"score": number(report.score), "max_score": number(report.max_score)}
        label = clean_line(report.submission or report.exercise)
        print(message("output.line", name=label, status=report.status, **points))
    else:
        _say(report, page, options.reveal)
    after = [] if outputs.many or options.quiet else report.afterwards
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
    )


def _say(report: Report, page: Path, reveal: bool) -> None:
    size = shutil.get_terminal_size()
    from grader.report import render_terminal

    text = render_terminal(
        report,
        width=min(size.columns, 100),
        height=size.lines,
        color=sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        unicode=(sys.stdout.encoding or "").lower().startswith("utf"),
        report_path=str(page),
        reveal=reveal,
    )
    print(text, end="")


def _say_summary(outputs: Outputs, options: Options) -> None:
    index = outputs.write_index()
    if not options.quiet:
        reports = [report for report, _ in outputs.written]
        score = number(sum(report.score for report in reports))
        most = number(sum(report.max_score for report in reports))
        values = {"total": len(reports), "score": score, "max_score": most, "index": index}
        print("\n" + message("output.summary", **values))


def exit_code(reports: Iterable[Report]) -> int:
    """0 everything passed, 1 something did not, 3 the course's or our own fault."""
    states = {report.status for report in reports}
    if "error" in states:
        return 3
    return 0 if states <= {"passed"} else 1


def show_course(root: Path) -> None:
    """The course map: every exercise and what it builds on."""
    folders = exercise_folders(root) if root.is_dir() else []
    if not folders:
        raise UsageError(message("course.none", folder=root.resolve()))
    exercises = sorted((load_exercise(folder) for folder in folders), key=lambda e: e.order)
    width = max(len(exercise.id) for exercise in exercises)
    for exercise in exercises:
        names = ", ".join(exercise.prerequisites)
        after = "  " + message("course.after", names=names) if names else ""
        print(f"{exercise.id.ljust(width)}  {exercise.title}{after}")
    print(f"\n{message('course.next', path=root / exercises[0].id)}")
