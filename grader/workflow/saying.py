"""What a report is written to, and what the terminal says of it; and the course map."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from pathlib import Path

import msgspec

from grader.course import (
    HintsFile,
    afterwards,
    exercise_folders,
    load_exercise,
    read_hints,
    read_progress,
    read_statement,
    shown_hints,
    take_hint,
)
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise, Report
from grader.report import Outputs, open_in_browser, points_text, shown_path
from grader.text import clean_line, number
from grader.workflow.options import Options


def hand_out(
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


def say_summary(outputs: Outputs, options: Options) -> None:
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


def show_course(root: Path) -> None:
    """The course map: every exercise, what it builds on, and how far the learner has come."""
    from grader.report import course_map

    folders = exercise_folders(root) if root.is_dir() else []
    if not folders:
        raise UsageError(message("course.none", folder=root.resolve()))
    exercises = sorted((load_exercise(folder) for folder in folders), key=lambda e: e.order)
    rows = [(exercise, read_progress(exercise)) for exercise in exercises]
    print(course_map(rows, unicode=_writes_unicode(), color=_writes_colour()))
