"""A course's exercises and a learner's progress -> the map, for a terminal. Runs in the judge."""

from __future__ import annotations

from collections.abc import Sequence

from grader.course import Progress
from grader.messages import message
from grader.model import Exercise
from grader.report.points import figures

MARKS = {
    "passed": ("\u2713", "+", "32"),
    "begun": ("\u25d0", "~", "33"),
    "open": ("\u25cb", "o", "36"),
}
Row = tuple[Exercise, Progress]


def state_of(progress: Progress) -> str:
    """Where an exercise stands: passed, begun, or open."""
    if progress.status == "passed":
        return "passed"
    return "begun" if progress.code is not None and progress.status != "not_started" else "open"


def next_exercise(rows: Sequence[Row]) -> Exercise | None:
    """What to do next: what was begun, else the first that is open; None when all code passes."""
    for wanted in ("begun", "open"):
        for exercise, progress in rows:
            if state_of(progress) == wanted:
                return exercise
    return None


def earned(progress: Progress) -> str:
    """The points of code and quiz as far as they were graded."""
    parts = []
    if progress.code is not None:
        parts.append(message("course.code", **figures(progress.code)))
    if progress.quiz is not None:
        parts.append(message("course.points", **figures(progress.quiz)))
    return " \u00b7 ".join(parts)


def next_text(rows: Sequence[Row]) -> str:
    """The sentence under the map."""
    exercise = next_exercise(rows)
    if exercise is not None:
        return message("course.next", path=exercise.id)
    for exercise, progress in rows:
        if progress.quiz is not None and progress.quiz.score < progress.quiz.max_score:
            return message("course.quiz", name=exercise.id)
    return message("course.done")


def course_map(rows: Sequence[Row], *, unicode: bool = True, color: bool = False) -> str:
    """The map as text: a line for each exercise, and what to do next."""
    ids = max(len(exercise.id) for exercise, _ in rows)
    titles = max(len(exercise.title) for exercise, _ in rows)
    lines = []
    for exercise, progress in rows:
        sign, plain, colour = MARKS[state_of(progress)]
        mark = sign if unicode else plain
        mark = f"\x1b[{colour}m{mark}\x1b[0m" if color else mark
        names = ", ".join(exercise.prerequisites)
        more = earned(progress) or (message("course.after", names=names) if names else "")
        lines.append(f"{mark} {exercise.id:{ids}}  {exercise.title:{titles}}  {more}".rstrip())
    lines += ["", next_text(rows)]
    if any(progress.code is not None for _, progress in rows):
        lines.append(message("course.remembered"))
    text = "\n".join(lines)
    return text if unicode else text.replace("\u00b7", "-")
