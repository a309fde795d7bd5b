"""`grade report --class`: the gradebook -> pages for instructors and learners, or feedback for platforms.

Runs in the judge.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any

import msgspec

from grader.classroom import pages
from grader.classroom.decisions import policy_of
from grader.classroom.feedback import write_feedback
from grader.classroom.pages import Handed, Overview
from grader.classroom.similarity import similar_pairs
from grader.classroom.standing import Row, standings
from grader.classroom.statistics import Findings, by_day, distribution, item_statistics
from grader.classroom.store import Gradebook
from grader.course import load_exercise
from grader.errors import GradeError, UsageError
from grader.files import write_atomic
from grader.messages import message

PAGES, NAMELESS = "pages", "pages-without-names"
NAME_BYTES = 100


class ReportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade report --class`."""

    folder: Path
    hide_names: bool = False
    feedback: Path | None = None
    exercise: str | None = None
    course: Path = Path("exercises")
    solutions: Path | None = None


def run_report(options: ReportOptions) -> int:
    """Write what was asked for; returns the exit code."""
    with Gradebook(options.folder) as book:
        rows = standings(book, policy_of(options.course, options.solutions))
        if options.feedback:
            exercise = book.exercise(options.exercise) if options.exercise else None
            count = write_feedback(book, rows, exercise, options.feedback)
            print(message("gradebook.written", path=options.feedback, count=count))
            return 0
        try:
            index = write_pages(book, rows, options)
        except OSError as error:
            text = message("file.unwritable", path=options.folder, error=error.strerror or error)
            raise UsageError(text) from None
    print(message("gradebook.written", path=index, count=len(rows)))
    return 0


def write_pages(book: Gradebook, rows: list[Row], options: ReportOptions) -> Path:
    """Write all pages into the class's folder; returns the overview."""
    folder = options.folder / (NAMELESS if options.hide_names else PAGES)
    people = _people(rows, hide=options.hide_names)
    names = [str(row["id"]) for row in book.exercises()]
    if options.exercise:
        names = [book.exercise(options.exercise)]
    titles = {str(row["id"]): str(row["title"]) for row in book.exercises()}
    parts = []
    for name in names:
        parts.append(_write_exercise(book, rows, people, (name, titles[name]), folder, options))
    index = folder / "index.html"
    everything = Overview(rows=rows, people=people, exercises=parts, hidden=options.hide_names)
    write_atomic(index, pages.overview_page(everything))
    return index


def _write_exercise(
    book: Gradebook,
    rows: list[Row],
    people: list[Handed],
    exercise: tuple[str, str],
    folder: Path,
    options: ReportOptions,
) -> dict[str, Any]:
    """Write the pages of one exercise; returns what the overview shows of it."""
    name, title = exercise
    findings = Findings({}, {}, {})
    sources: dict[int, str] = {}
    graded = []
    for number, row in enumerate(rows):
        standing = next(cell for cell in row.standings if cell.exercise == name)
        if standing.result is None or standing.attempt is None:
            continue
        graded.append((number, standing))
        report = book.report(standing.result.id)
        findings.add(number, report)
        sources[number] = report.source
        if not options.hide_names:
            href = people[number].href(name)
            write_atomic(folder / href, pages.learner_page(report, standing, people[number].name))
    items = item_statistics(
        [cell.result.items for _, cell in graded if cell.result], findings.titles
    )
    for item in items:
        if not item.quiz:
            clusters = findings.clusters.get(item.id, {}).values()
            page = pages.check_page(title, item, clusters, people, name, hide=options.hide_names)
            write_atomic(folder / pages.check_href(name, item.id), page)
    pairs = similar_pairs(sources, _given(options, name)) if not options.hide_names else []
    if pairs:
        page = pages.similarity_page(title, pairs, people, sources)
        write_atomic(folder / pages.similar_href(name), page)
    slowest = sorted(graded, key=lambda pair: -pair[1].result.seconds if pair[1].result else 0)[:10]
    return {
        "id": name,
        "title": title,
        "count": len(graded),
        "missing": len(rows) - len(graded),
        "items": items,
        "mistakes": sorted(findings.mistakes.values(), key=lambda known: -len(known.numbers))[:12],
        "distribution": distribution(
            cell.score / cell.max_score for _, cell in graded if cell.max_score
        ),
        "days": by_day(
            cell.attempt.submitted or cell.attempt.received for _, cell in graded if cell.attempt
        ),
        "slowest": [(number, cell.result.seconds) for number, cell in slowest if cell.result],
        "similar": len(pairs),
    }


def _given(options: ReportOptions, name: str) -> list[str]:
    """What every learner was given, or could read in the course: it counts for nobody."""
    try:
        exercise = load_exercise(options.course / name, options.solutions)
        paths = (exercise.stub, exercise.reference)
        return [path.read_text(encoding="utf-8") for path in paths if path.is_file()]
    except GradeError:
        return []


def _people(rows: list[Row], *, hide: bool) -> list[Handed]:
    """Everybody as the pages call them. Hidden names follow no order that could be guessed from."""
    if hide:
        order = sorted(
            range(len(rows)),
            key=lambda place: hashlib.sha256(rows[place].member.learner.key.encode()).digest(),
        )
        places = {place: number for number, place in enumerate(order, 1)}
        return [
            Handed(name=message("classpage.anonymous", number=places[place]), slug="")
            for place in range(len(rows))
        ]
    return [
        Handed(
            name=row.member.learner.name, slug=slug(row.member.learner.name, row.member.learner.key)
        )
        for row in rows
    ]


def slug(name: str, key: str) -> str:
    """A file name that stays readable in any script, and is one learner's alone."""
    text = unicodedata.normalize("NFC", name)
    words = re.sub(r"[^\w.]+", "-", text).strip("-.") or "learner"
    readable = words.encode()[:NAME_BYTES].decode("utf-8", "ignore")
    own = re.sub(r"[^A-Za-z0-9]", "", key)
    if own.lower() != key or len(own) > 20:  # another key may look the same
        own = hashlib.sha256(key.encode()).hexdigest()[:10]
    return f"{readable}-{own}"
