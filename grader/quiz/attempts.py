"""Attempts at a quiz, counted in the course's `.grade/` folder, one file for each learner and exercise.

An attempt is a graded answer that differs from the one graded before it.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from pathlib import Path

import msgspec

from grader.files import write_atomic
from grader.model import Exercise
from grader.quiz.marking import Mark, MarkStatus
from grader.quiz.reading import Answer


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One graded answer."""

    answer: Answer
    status: MarkStatus
    share: float
    at: str


class Record(msgspec.Struct, kw_only=True):
    """What is remembered: attempts by draw and question, and that the code once passed."""

    learner: str
    exercise: str
    passed: bool = False
    draws: dict[str, dict[str, list[Attempt]]] = {}

    def attempts(self, draw: int, question: str) -> list[Attempt]:
        return self.draws.setdefault(str(draw), {}).setdefault(question, [])

    def count(self, draw: int, question: str, answer: Answer, mark: Mark) -> None:
        """Add an attempt unless the same answer was the last one graded."""
        before = self.attempts(draw, question)
        if before and before[-1].answer == answer:
            return
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        before.append(Attempt(answer=answer, status=mark.status, share=mark.share, at=now))


def record_path(exercise: Exercise, learner: str) -> Path:
    """Where the attempts of a learner at an exercise are kept."""
    digest = hashlib.sha256(learner.encode("utf-8", "replace")).hexdigest()[:12]
    root = exercise.folder.parent.parent / ".grade" / "quiz"
    return root / f"{exercise.id}-{digest}.json"


def read_record(exercise: Exercise, learner: str) -> Record:
    """What is kept; a file that cannot be read is set aside, not overwritten."""
    path = record_path(exercise, learner)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError) as error:
        if path.is_file() and not isinstance(error, OSError):
            os.replace(path, path.with_suffix(".broken.json"))
        return Record(learner=learner, exercise=exercise.id)


def write_record(exercise: Exercise, record: Record) -> str:
    """Keep it; returns what went wrong, empty when nothing did."""
    data = msgspec.json.format(msgspec.json.encode(record), indent=1)
    try:
        write_atomic(record_path(exercise, record.learner), data)
    except OSError as error:
        return str(error.strerror or error)
    return ""
