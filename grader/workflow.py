"""What `grade` does, in order: find, grade, write, say."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
import threading
from collections.abc import Iterable
from pathlib import Path

import msgspec

from grader import data
from grader.course import exercise_folders, find_exercises, load_exercise
from grader.devices import Choice, Devices
from grader.errors import UsageError
from grader.export import gradescope_json, junit_xml, report_json, write_atomic
from grader.grading import Judge
from grader.hints import HintsFile, afterwards, read_hints, shown, take
from grader.messages import message
from grader.model import Exercise, Report, Submission
from grader.progress_line import Progress
from grader.quiz.grading import add_quiz
from grader.sandbox.launching import Launcher
from grader.submission import read_submission
from grader.text import clean_line, number

REPORTS = Path("reports")


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
    solutions: Path | None = None
    require_sandbox: bool = False
    fresh_seed: bool = False
    quiet: bool = False
    hint: bool = False
    learner: str | None = None


def run(paths: tuple[Path, ...], options: Options) -> int:
    """Grade everything asked for; returns the exit code."""
    exercises = [one for path in paths for one in find_exercises(path, options.solutions)]
    work = [(one, list(_submissions(one, paths, options))) for one in exercises]
    total = sum(len(submissions) for _, submissions in work)
    _check_outputs(options, total)
    threading.Thread(target=_warm_up, daemon=True).start()
    reports: list[tuple[Report, Path]] = []
    with data.using(options.data), Launchers() as launchers:
        devices = Devices(options.device)
        choices = [devices.choose(one, launchers.of) for one, _ in work]
        for (exercise, submissions), choice in zip(work, choices, strict=True):
            launcher = launchers.of(exercise)
            reports += _grade(exercise, submissions, launcher, choice, options, alone=total == 1)
    _write_data(reports, options)
    if total > 1:
        _summary(reports, options)
    return exit_code(report for report, _ in reports)


class Launchers:
    """One launcher for each set of libraries, started when it is first needed."""

    def __init__(self) -> None:
        self.started: dict[tuple[str, ...], Launcher] = {}

    def __enter__(self) -> Launchers:
        return self

    def __exit__(self, *_: object) -> None:
        for launcher in self.started.values():
            launcher.close()

    def of(self, exercise: Exercise) -> Launcher:
        if exercise.libraries not in self.started:
            self.started[exercise.libraries] = Launcher(exercise.libraries)
        return self.started[exercise.libraries]


def _warm_up() -> None:
    """Load what the HTML report needs while the checks wait for workers."""
    from grader.report import warm_up

    warm_up()


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


def _grade(
    exercise: Exercise,
    submissions: list[Submission],
    launcher: Launcher,
    choice: Choice,
    options: Options,
    *,
    alone: bool,
) -> list[tuple[Report, Path]]:
    reports = []
    with Judge(
        exercise,
        launcher=launcher,
        only=options.only,
        device=choice.device,
        require_sandbox=options.require_sandbox,
        fresh_seed=options.fresh_seed,
    ) as judge:
        for index, submission in enumerate(submissions):
            with Progress(exercise, quiet=options.quiet) as progress:
                report = judge.grade(submission, progress.step, live=progress.training)
            if choice.note:
                report = msgspec.structs.replace(report, notes=[*report.notes, choice.note])
            if not options.only:
                report = add_quiz(report, exercise, submission.path, options.learner)
            name = (
                exercise.id
                if len(submissions) == 1
                else f"{exercise.id}-{index + 1}-{_slug(submission)}"
            )
            path = options.html_file if options.html_file and alone else REPORTS / f"{name}.html"
            known = read_hints(exercise)
            asked = take(exercise, report, known) if options.hint else ""
            report = msgspec.structs.replace(report, afterwards=afterwards(report, known))
            _write_html(report, path, exercise, known, None if alone else "index.html")
            _say(report, path, options, alone)
            for text in filter(
                None, [asked, *(report.afterwards if alone and not options.quiet else [])]
            ):
                print(f"\n{textwrap.fill(text, 78, initial_indent='  ', subsequent_indent='  ')}")
            reports.append((report, path))
    return reports


def _slug(submission: Submission) -> str:
    text = submission.path.parent.name + "-" + submission.path.stem
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text)[:60].strip("-") or "submission"


def _write_html(
    report: Report, path: Path, exercise: Exercise, known: HintsFile, index_href: str | None
) -> None:
    from grader.report import render_html

    statement = exercise.folder / "README.md"
    page = render_html(
        report,
        statement=statement.read_text(encoding="utf-8") if statement.is_file() else None,
        statement_folder=exercise.folder,
        hints=shown(exercise, report, known),
        index_href=index_href,
    )
    _write(path, page)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}; name another place with --html FILE"
        ) from None


def _check_outputs(options: Options, total: int) -> None:
    """Find out before the work that a report could not be written after it."""
    files = [options.json_file, options.junit_file, options.gradescope_file, options.html_file]
    for file in filter(None, files):
        if file.is_dir():
            raise UsageError(f"{file} is a folder; name a file")
    if options.gradescope_file and total > 1:
        raise UsageError("--gradescope writes one submission's results; grade one at a time")
    folders = {file.parent for file in filter(None, files)} | (
        set() if options.html_file else {REPORTS}
    )
    for folder in folders:
        nearest = next(one for one in (folder, *folder.parents, Path()) if one.exists())
        if not nearest.is_dir() or not os.access(nearest, os.W_OK):
            raise UsageError(f"{folder} cannot be written to; name another place with --html FILE")


def _write_data(reports: list[tuple[Report, Path]], options: Options) -> None:
    for report, _ in reports:
        many = len(reports) > 1
        for file, render in (
            (options.json_file, report_json),
            (options.junit_file, junit_xml),
            (options.gradescope_file, gradescope_json),
        ):
            if file is not None:
                target = (
                    file.with_name(f"{file.stem}-{report.exercise}{file.suffix}") if many else file
                )
                _write(_distinct(target, report, reports) if many else target, render(report))


def _distinct(path: Path, report: Report, reports: list[tuple[Report, Path]]) -> Path:
    """One file a report when there are several, numbered like their pages."""
    page = next(page for one, page in reports if one is report)
    return path.with_name(
        f"{path.stem.removesuffix('-' + report.exercise)}-{page.stem}{path.suffix}"
    )


def _say(report: Report, path: Path, options: Options, alone: bool) -> None:
    if options.quiet or not alone:
        mark = "passed" if report.status == "passed" else report.status
        print(
            f"{clean_line(report.submission or report.exercise)}: {mark}, {number(report.score)} of {number(report.max_score)}"
        )
        return
    from grader.terminal import render_terminal

    size = shutil.get_terminal_size()
    print(
        render_terminal(
            report,
            width=min(size.columns, 100),
            height=size.lines,
            color=sys.stdout.isatty() and "NO_COLOR" not in os.environ,
            unicode=(sys.stdout.encoding or "").lower().startswith("utf"),
            report_path=str(path),
        ),
        end="",
    )


def _summary(reports: list[tuple[Report, Path]], options: Options) -> None:
    from grader.report import render_index

    index = REPORTS / "index.html"
    _write(
        index,
        render_index([(report, os.path.relpath(page, index.parent)) for report, page in reports]),
    )
    if not options.quiet:
        score = sum(report.score for report, _ in reports)
        most = sum(report.max_score for report, _ in reports)
        print(f"\n{len(reports)} reports, {number(score)} of {number(most)} points: {index}")


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
        raise UsageError(
            f"no exercises in {root.resolve()}; run grade where the folder exercises/ is"
        )
    exercises = sorted((load_exercise(folder) for folder in folders), key=lambda one: one.order)
    width = max(len(one.id) for one in exercises)
    for one in exercises:
        after = f"  (after {', '.join(one.prerequisites)})" if one.prerequisites else ""
        print(f"{one.id.ljust(width)}  {one.title}{after}")
    print(f"\n{message('course.next', path=root / exercises[0].id)}")
