"""`grade gradebook`, `grade override` and `grade extend`: show, export, decide.

Runs in the judge.
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Literal

import msgspec

from grader.classroom import rulings
from grader.classroom.changes import accept_changes
from grader.classroom.exports import (
    PLATFORM_TABLES,
    Table,
    csv_bytes,
    note_on,
    whole_table,
    xlsx_bytes,
)
from grader.classroom.policy import ClassPolicy, read_policy
from grader.classroom.standing import Row, standings
from grader.classroom.store import Gradebook
from grader.course import solutions_root
from grader.errors import UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.text import clean_line, number

Format = Literal["csv", "xlsx", "canvas", "moodle"]


class GradebookOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade gradebook`."""

    course: Path = Path("exercises")
    solutions: Path | None = None
    learner: str | None = None
    exercise: str | None = None
    status: str | None = None
    below: float | None = None
    export: Path | None = None
    format: Format | None = None
    column: str = ""
    accept: str | None = None
    author: str = ""
    audit: bool = False


def policy_of(course: Path, solutions: Path | None) -> ClassPolicy:
    """The policy of the course that a class belongs to."""
    return read_policy(solutions_root(course.resolve(), solutions))


def run_gradebook(folder: Path, options: GradebookOptions) -> int:
    """Show, export or accept; returns the exit code."""
    if options.accept is not None:
        return _accept(folder, options)
    with Gradebook(folder) as book:
        if options.audit:
            for row in rulings.audit(book):
                print(clean_line("  ".join(row), 1_000))
            return 0
        rows = standings(book, policy_of(options.course, options.solutions))
        exercise = book.exercise(options.exercise) if options.exercise else None
        rows = _chosen(book, rows, exercise, options)
        if options.export:
            _export(book, rows, exercise, options.export, options)
        else:
            _show(rows)
    return 0


def _accept(folder: Path, options: GradebookOptions) -> int:
    reason = _reason(options.accept or "")
    with Gradebook(folder, write=True, author=options.author) as book:
        count = accept_changes(book, reason)
    print(message("gradebook.accepted", count=count) if count else message("gradebook.nothing"))
    return 0


def _chosen(
    book: Gradebook, rows: list[Row], exercise: str | None, options: GradebookOptions
) -> list[Row]:
    if options.learner:
        member = book.member(options.learner)
        rows = [row for row in rows if row.member.id == member.id]
    if exercise:
        rows = [
            msgspec.structs.replace(
                row,
                standings=[standing for standing in row.standings if standing.exercise == exercise],
            )
            for row in rows
        ]
    if options.status:
        rows = [
            row
            for row in rows
            if any(standing.status == options.status for standing in row.standings)
        ]
    if options.below is not None:
        rows = [row for row in rows if row.share < options.below]
    return rows


def _show(rows: list[Row]) -> None:
    """A line a learner: scores by exercise, the total, and notes."""
    if not rows:
        return
    names = [standing.exercise for standing in rows[0].standings]
    width = max(8, min(30, max(len(clean_line(row.member.learner.name, 30)) for row in rows)))
    cells = [max(8, len(name)) for name in names]
    total = message("gradebook.head.total")
    head = "  ".join(name.rjust(size) for name, size in zip(names, cells, strict=True))
    print(f"{''.ljust(width)}  {head}  {total.rjust(12)}")
    room = shutil.get_terminal_size().columns
    for row in rows:
        scores = "  ".join(
            (
                number(standing.score) if standing.result or standing.override else standing.status
            ).rjust(size)
            for standing, size in zip(row.standings, cells, strict=True)
        )
        whole = f"{number(row.score)}/{number(row.max_score)}".rjust(12)
        notes = "; ".join(filter(None, map(note_on, row.standings)))
        name = clean_line(row.member.learner.name, 30).ljust(width)
        print(
            f"{name}  {scores}  {whole}  {clean_line(notes, max(20, room - width - 40))}".rstrip()
        )


def _export(
    book: Gradebook,
    rows: list[Row],
    exercise: str | None,
    path: Path,
    options: GradebookOptions,
) -> None:
    form = options.format or {".csv": "csv", ".xlsx": "xlsx"}.get(path.suffix.lower())
    if form is None:
        raise UsageError(message("gradebook.format", path=path))
    if form in PLATFORM_TABLES:
        known = [str(row["id"]) for row in book.exercises()]
        if exercise is None and len(known) != 1:
            raise UsageError(message("gradebook.one_exercise", platform=form.capitalize()))
        table: Table = PLATFORM_TABLES[form](rows, exercise or known[0], options.column)
    else:
        table = whole_table(rows)
    try:
        write_atomic(path, xlsx_bytes(table) if form == "xlsx" else csv_bytes(table))
    except OSError as error:
        text = message("file.unwritable", path=path, error=error.strerror or error)
        raise UsageError(text) from None
    print(message("gradebook.written", path=path, count=len(table) - 1))


def run_override(
    folder: Path, learner: str, exercise: str, score: str, reason: str, author: str
) -> int:
    """Set a score by hand, or take it back with `none`."""
    with Gradebook(folder, write=True, author=author) as book:
        member, name = book.member(learner), book.exercise(exercise)
        most = next(row["max_score"] for row in book.exercises() if row["id"] == name)
        value = None if score == "none" else _points(score, most)
        rulings.override(book, member, name, value, _reason(reason))
    values = {"learner": clean_line(member.learner.name), "exercise": name, "score": score}
    print(message("gradebook.overridden", **values))
    return 0


def run_extend(
    folder: Path, learner: str, exercise: str, until: str, reason: str, author: str
) -> int:
    """Give a learner until a moment; without a zone it is this machine's own."""
    try:
        moment = datetime.datetime.fromisoformat(until).astimezone()
    except (ValueError, OverflowError):
        raise UsageError(message("gradebook.moment", text=repr(until))) from None
    with Gradebook(folder, write=True, author=author) as book:
        member, name = book.member(learner), book.exercise(exercise)
        rulings.extend(book, member, name, moment, _reason(reason))
    values = {"learner": clean_line(member.learner.name), "exercise": name}
    print(message("gradebook.extended", **values, until=moment.isoformat()))
    return 0


def _reason(text: str) -> str:
    if not text.strip():
        raise UsageError(message("gradebook.reason"))
    return clean_line(text, 500)


def _points(text: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= (most or float("inf")):
        raise UsageError(message("gradebook.score", score=text, most=number(most)))
    return value
