"""Feedback for everybody, in one zip that their platform takes back: files named as it wants them.

Canvas knows a file again by the start of the name that it gave, Moodle by the folder's name, Gradescope's
submissions and GitHub's clones are folders by their names. Runs in the judge.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from grader.classroom.pages import learner_page
from grader.classroom.standing import Row, Standing
from grader.classroom.store import Gradebook
from grader.errors import UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Report
from grader.report import render_format
from grader.text import clean_line

FIXED_TIME = (2000, 1, 1, 0, 0, 0)  # the same feedback is the same file


def write_feedback(book: Gradebook, rows: Sequence[Row], exercise: str | None, path: Path) -> int:
    """Write the zip; returns for how many. One exercise's at a time, as platforms have it."""
    known = [str(row["id"]) for row in book.exercises()]
    if exercise is None and len(known) != 1:
        raise UsageError(message("class.one_feedback", known=", ".join(known)))
    name = exercise or known[0]
    buffer = io.BytesIO()
    count = 0
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in rows:
            standing = next(cell for cell in row.standings if cell.exercise == name)
            if standing.result is None or standing.attempt is None:
                continue
            report = book.report(standing.result.id)
            for file, content in _files(report, standing, row.member.learner.name).items():
                archive.writestr(zipfile.ZipInfo(file, FIXED_TIME), content, zipfile.ZIP_DEFLATED)
            count += 1
    try:
        write_atomic(path, buffer.getvalue())
    except OSError as error:
        text = message("file.unwritable", path=path, error=error.strerror or error)
        raise UsageError(text) from None
    return count


def _files(report: Report, standing: Standing, name: str) -> dict[str, str]:
    """The files of one learner, by the name that their platform wants."""
    assert standing.attempt is not None
    platform, origin = standing.attempt.platform, _part(standing.attempt.origin)
    page = learner_page(report, standing, name)
    if platform == "canvas":
        return {f"{origin}{report.exercise}-feedback.html": page}
    if platform == "gradescope":
        results = render_format("gradescope", report, reveal=False)
        return {f"{origin}/feedback.html": page, f"{origin}/results.json": results}
    if platform == "github":
        return {f"{origin}/FEEDBACK.md": render_format("markdown", report, reveal=False)}
    return {f"{origin}/{report.exercise}-feedback.html": page}


def _part(origin: str) -> str:
    """A name as one part of a path, whatever a learner or platform called it."""
    return re.sub(r"[/\\:\x00-\x1f]", "_", clean_line(origin, 200)).lstrip(".") or "feedback"
