"""How far a learner has come, remembered in the course's `.grade/`; a reminder, never a grade.

A file for each exercise, so that two commands at once do not take each other's away.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.files import write_atomic
from grader.model import Exercise, Points, QuestionResult, Report, Status


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What the last grading of an exercise found; None is a part that has not been graded yet."""

    status: Status | None = None
    code: Points | None = None
    quiz: Points | None = None


def read_progress(exercise: Exercise) -> Progress:
    """What is remembered; nothing where the file is not there or cannot be read."""
    try:
        return msgspec.json.decode(_path(exercise).read_bytes(), type=Progress)
    except (OSError, msgspec.MsgspecError, ValueError):
        return Progress()


def remember_report(exercise: Exercise, report: Report) -> None:
    """Remember a whole grading of the learner's own files; one that could not be done changes nothing."""
    if report.status != "error":
        quiz = report.quiz_points if report.quiz else None
        _write(exercise, Progress(status=report.status, code=report.code, quiz=quiz))


def remember_quiz(exercise: Exercise, results: Sequence[QuestionResult]) -> None:
    """Remember a quiz that was graded by itself."""
    score = float(sum(result.score for result in results))
    most = float(sum(result.max_score for result in results))
    quiz = Points(score=score, max_score=most)
    _write(exercise, msgspec.structs.replace(read_progress(exercise), quiz=quiz))


def _write(exercise: Exercise, progress: Progress) -> None:
    try:
        write_atomic(_path(exercise), msgspec.json.encode(progress))
    except OSError:
        return  # it is a convenience; a folder that cannot be written to costs nobody a report


def _path(exercise: Exercise) -> Path:
    return exercise.course / ".grade" / "progress" / f"{exercise.id}.json"
