"""`grade class`: take in, grade what is due, say what came of it."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.classroom.batch import LocalCrew, Outcome, run_batch
from grader.classroom.changes import changes_of, write_changes_page
from grader.classroom.intake import Intake, handed_in_exercises
from grader.classroom.judges import Course
from grader.classroom.policy import read_policy
from grader.classroom.roster import Learner, read_roster
from grader.classroom.store import Gradebook
from grader.course import LANGUAGE, SECRET, find_exercises, load_exercise
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise
from grader.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.classroom.batch import Crew

SHOWN_FAULTS = 10


class ClassOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade class`."""

    out: Path
    roster: Path | None = None
    exercises: tuple[str, ...] = ()
    course: Path = Path("exercises")
    solutions: Path | None = None
    jobs: int | None = None
    device: str = "cpu"
    cluster: str | None = None
    require_sandbox: bool = False
    quiet: bool = False


def run_class(place: Path, options: ClassOptions) -> int:
    """Grade a class; returns the exit code: 0, or 3 where something could not be graded by a fault of ours."""
    roster, notes = read_roster(options.roster) if options.roster else ([], [])
    exercises = _exercises(place, options)
    private = exercises[0].private.parent
    course = Course(
        exercises=str(exercises[0].folder.parent),
        solutions=str(private),
        policy=read_policy(private),
        secret=os.environ.get(SECRET, ""),
        language=os.environ.get(LANGUAGE, ""),
        device=options.device,
        require_sandbox=options.require_sandbox,
    )
    for note in notes:
        print(note, file=sys.stderr)
    with Gradebook(options.out, write=True) as book:
        _take_in(book, place, roster, exercises)
        try:
            with _crew(course, options) as crew:
                outcome = run_batch(book, exercises, course, crew, quiet=options.quiet)
        except KeyboardInterrupt:
            print("\n" + message("class.stopped"), file=sys.stderr)
            raise
        return _say(book, outcome, options)


def _exercises(place: Path, options: ClassOptions) -> list[Exercise]:
    """The exercises asked for; otherwise those whose file somebody handed in. Raises `UsageError`."""
    if not options.exercises:
        course = find_exercises(options.course, options.solutions)
        exercises = handed_in_exercises(place, course)
        if not exercises:
            raise UsageError(message("class.no_exercise", place=place))
        return exercises
    chosen = []
    for name in options.exercises:
        path = options.course / name
        chosen.append(load_exercise(path if path.is_dir() else Path(name), options.solutions))
    return chosen


def _take_in(
    book: Gradebook, place: Path, roster: Sequence[Learner], exercises: Sequence[Exercise]
) -> None:
    intake = Intake(place, roster, exercises)
    book.know_exercises(exercises)
    files = missing = 0
    for received in intake:
        book.receive(received)
        files += bool(received.files)
        missing += not received.files
    counts = {"learners": len(intake.learners), "files": files, "missing": missing}
    print(message("class.received", platform=intake.platform, **counts))
    if intake.strangers:
        print(message("class.strangers", count=intake.strangers))


@contextlib.contextmanager
def _crew(course: Course, options: ClassOptions) -> Iterator[Crew]:
    jobs = options.jobs or os.cpu_count() or 1
    if options.cluster is None:
        with LocalCrew(course, jobs) as crew:
            yield crew
        return
    from grader.classroom.cluster import ClusterCrew

    with ClusterCrew(course, options.cluster, jobs) as cluster:
        yield cluster


def _say(book: Gradebook, outcome: Outcome, options: ClassOptions) -> int:
    counts = {"graded": outcome.graded + outcome.proposed, "unchanged": outcome.unchanged}
    print(message("class.done", path=book.path, **counts))
    changes = changes_of(book)
    if changes:
        page = write_changes_page(book, changes)
        moved = {
            "up": sum(change.difference > 0 for change in changes),
            "down": sum(change.difference < 0 for change in changes),
            "same": sum(change.difference == 0 for change in changes),
        }
        print(message("class.proposed", **moved, page=page, folder=options.out))
    else:
        print(message("class.next", folder=options.out))
    if not outcome.faults:
        return 0
    print(message("class.faults", count=len(outcome.faults)), file=sys.stderr)
    names = {member.id: member.learner.name for member in book.members()}
    whose = {attempt.id: attempt for attempt in book.attempts()}
    for number, fault in list(outcome.faults.items())[:SHOWN_FAULTS]:
        attempt = whose[number]
        values = {"learner": clean_line(names[attempt.learner]), "exercise": attempt.exercise}
        print(message("class.fault", **values, fault=clean_line(fault, 600)), file=sys.stderr)
    return 3
