"""Attempts at a quiz, counted in the course's `.grade/` folder, one file for each learner and exercise.

An attempt is a graded answer that differs from the one graded before it. A solved question is locked:
other answers to it are not graded until it is reopened.
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
from grader.quiz.policies import Counts
from grader.quiz.reading import Answer


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One graded answer."""

    answer: Answer
    status: MarkStatus
    share: float
    at: str


class Record(msgspec.Struct, kw_only=True):
    """What is remembered: attempts by draw and question, and that the code once passed.

    `reopened` holds how many attempts there were when a question was last reopened.
    """

    learner: str
    exercise: str
    passed: bool = False
    draws: dict[str, dict[str, list[Attempt]]] = {}
    reopened: dict[str, dict[str, int]] = {}

    def attempts(self, draw: int, question: str) -> list[Attempt]:
        return self.draws.setdefault(str(draw), {}).setdefault(question, [])

    def solved(self, draw: int, question: str) -> Attempt | None:
        """The attempt that solved the question, unless it was reopened since."""
        since = self.reopened.get(str(draw), {}).get(question, 0)
        later = self.attempts(draw, question)[since:]
        return next((attempt for attempt in later if attempt.status == "correct"), None)

    def reopen(self, draw: int, question: str) -> None:
        """Let another answer to a solved question be graded."""
        done = len(self.attempts(draw, question))
        self.reopened.setdefault(str(draw), {})[question] = done

    def counted(self, draw: int, question: str, counts: Counts) -> Attempt | None:
        """The attempt whose points stand: the best or the first of all draws, or the last of this one."""
        if counts == "last":
            return next(reversed(self.attempts(draw, question)), None)
        numbers = sorted(filter(str.isdecimal, self.draws), key=int)
        attempts = [
            attempt for number in numbers for attempt in self.draws[number].get(question, [])
        ]
        if counts == "first" or not attempts:
            return next(iter(attempts), None)
        best = max(attempt.share for attempt in attempts)
        return next(attempt for attempt in reversed(attempts) if attempt.share == best)

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
