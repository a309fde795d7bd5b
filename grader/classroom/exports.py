"""Rows of the gradebook -> tables that other programs read: CSV, XLSX, and what Canvas and Moodle import.

Whatever a spreadsheet would take for a formula is defused, for names are a learner's own. Runs in the judge.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from grader.classroom.standing import Row, Standing
from grader.errors import UsageError
from grader.messages import message
from grader.text import clean_line, number

Cell = str | float
Table = list[list[Cell]]
# What spreadsheets begin a formula with, full-width forms among them, after any blanks or quotes.
FORMULA = re.compile(r"[\s\"']*[=+\-@\uff1d\uff0b\uff0d\uff20|%\t\r]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def defused(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str):
        cell = clean_line(cell, 1_000)
        if FORMULA.match(cell) and not NUMBER.fullmatch(cell):
            return f"'{cell}"
    return cell


def whole_table(rows: Sequence[Row]) -> Table:
    """Every learner, with score, most, status, share lost and a note for each exercise, and the total."""
    header: list[Cell] = [
        message(f"gradebook.head.{name}") for name in ("id", "name", "email", "section", "enrolled")
    ]
    for standing in rows[0].standings if rows else ():
        header.append(standing.exercise)
        header += [
            message(f"gradebook.head.{name}", exercise=standing.exercise)
            for name in ("max", "status", "late", "note")
        ]
    header += [message("gradebook.head.total"), message("gradebook.head.total_max")]
    return [header, *map(_whole_row, rows)]


def _whole_row(row: Row) -> list[Cell]:
    learner = row.member.learner
    cells: list[Cell] = [learner.key, learner.name, learner.email, learner.section]
    cells.append("yes" if learner.enrolled else "no")
    for standing in row.standings:
        cells += [
            standing.score,
            standing.max_score,
            standing.status,
            standing.lost,
            note_on(standing),
        ]
    return [*cells, round(row.score, 4), round(row.max_score, 4)]


def note_on(standing: Standing) -> str:
    """What an instructor should know about a score."""
    notes = [standing.override, standing.problem]
    notes += [message("gradebook.lacking", names=", ".join(standing.lacking))] * bool(
        standing.lacking
    )
    notes += [message("gradebook.dropped")] * standing.dropped
    notes += standing.attempt.notes if standing.attempt else []
    return "; ".join(filter(None, notes))


def canvas_table(rows: Sequence[Row], exercise: str, column: str) -> Table:
    """What Canvas imports into its gradebook; `column` is the assignment's name there, with its number."""
    table: Table = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column or exercise]]
    for row in rows:
        learner = row.member.learner
        canvas = learner.aliases.get("canvas", "")
        if not learner.enrolled:
            continue
        table.append(
            [
                learner.name,
                canvas,
                learner.key if learner.key != canvas else "",
                learner.aliases.get("login", ""),
                learner.section,
                _score(_of(row, exercise)),
            ]
        )
    return table


def moodle_table(rows: Sequence[Row], exercise: str, column: str) -> Table:
    """Moodle's offline grading worksheet; learners without a participant number are left to their email."""
    table: Table = [
        ["Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Feedback comments"]
    ]
    for row in rows:
        learner = row.member.learner
        if not learner.enrolled:
            continue
        participant = learner.aliases.get("moodle", "")
        identifier = learner.aliases.get("worksheet") or f"Participant {participant}" * bool(
            participant
        )
        standing = _of(row, exercise)
        table.append(
            [
                identifier,
                learner.name,
                learner.email,
                _score(standing),
                number(standing.max_score),
                note_on(standing),
            ]
        )
    return table


PLATFORM_TABLES: dict[str, Callable[[Sequence[Row], str, str], Table]] = {
    "canvas": canvas_table,
    "moodle": moodle_table,
}


def _of(row: Row, exercise: str) -> Standing:
    return next(standing for standing in row.standings if standing.exercise == exercise)


def _score(standing: Standing) -> Cell:
    """A number; nothing for what is not graded yet, which is no zero."""
    return "" if standing.status == "waiting" else standing.score


def csv_bytes(table: Table) -> bytes:
    """The table as CSV in UTF-8, with the mark by which spreadsheets know it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([defused(cell) for cell in row] for row in table)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table) -> bytes:
    """The table as a workbook; a text stays a text whatever it begins with."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise UsageError(message("class.extra", package="openpyxl")) from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("gradebook")
    for row in table:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=defused(value))
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
