"""The gradebook of a class: learners, attempts, results. Runs in the judge."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from grader.classroom.database import Database, now
from grader.classroom.intake import Received
from grader.classroom.roster import Learner
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise, Report

T = TypeVar("T")


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """What a learner handed in once for an exercise; `files` are read apart."""

    id: int
    learner: int
    exercise: str
    number: int
    platform: str
    origin: str
    submitted: str | None
    late: bool
    received: str
    notes: list[str]


class Item(msgspec.Struct, frozen=True, array_like=True):
    """A check or a question of the quiz, and what it was given."""

    id: str
    status: str
    score: float
    max_score: float
    quiz: bool

    @property
    def share(self) -> float:
        return self.score / self.max_score if self.max_score else float(self.status == "passed")


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What an attempt was given; the report is read apart. Scores of code and quiz stand apart."""

    id: int
    attempt: int
    key: str
    state: str
    status: str
    score: float
    max_score: float
    quiz_score: float
    quiz_max: float
    items: list[Item]
    seconds: float
    graded: str

    @property
    def passed(self) -> set[str]:
        """The checks that passed, by id."""
        return {item.id for item in self.items if item.status == "passed"}

    @property
    def total(self) -> float:
        return self.score + self.quiz_score


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A learner of the gradebook."""

    id: int
    learner: Learner


class Gradebook(Database):
    """Who is in a class, what they handed in, and what that was given.

    Each result is committed by itself, so whatever ends the process costs what was in hand and no more.
    """

    # --- learners and exercises ---

    def know_exercises(self, exercises: Iterable[Exercise]) -> None:
        query = (
            "INSERT INTO exercises VALUES (?, ?, ?, 0) ON CONFLICT (id) "
            "DO UPDATE SET title = excluded.title, position = excluded.position"
        )
        with self.change():
            for exercise in exercises:
                self.write(query, exercise.id, exercise.title, exercise.order)

    def know_learner(self, learner: Learner) -> int:
        """The learner's number; inside a `change`. Aliases of several platforms come together."""
        rows = self.rows("SELECT id, aliases FROM learners WHERE key = ?", learner.key)
        aliases = (
            {**_plain(rows[0]["aliases"], dict[str, str]), **learner.aliases}
            if rows
            else (learner.aliases)
        )
        query = (
            "INSERT INTO learners (key, name, email, section, aliases, enrolled) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name, "
            "email = excluded.email, section = excluded.section, aliases = excluded.aliases, "
            "enrolled = excluded.enrolled"
        )
        person = (learner.key, learner.name, learner.email, learner.section)
        self.write(query, *person, _text(aliases), int(learner.enrolled))
        (row,) = self.rows("SELECT id FROM learners WHERE key = ?", learner.key)
        return int(row["id"])

    def members(self) -> list[Member]:
        """Everybody, by name."""
        return [
            Member(
                id=row["id"],
                learner=Learner(
                    key=row["key"],
                    name=row["name"],
                    email=row["email"],
                    section=row["section"],
                    aliases=_plain(row["aliases"], dict[str, str]),
                    enrolled=bool(row["enrolled"]),
                ),
            )
            for row in self.rows("SELECT * FROM learners ORDER BY name, key")
        ]

    def exercises(self) -> list[sqlite3.Row]:
        """Rows of id, title and max_score in the course's order."""
        return self.rows("SELECT id, title, max_score FROM exercises ORDER BY position, id")

    def member(self, name: str) -> Member:
        """The learner with this id, email or name. Raises `UsageError`, with names that are near."""
        members = self.members()
        for attribute in ("key", "email", "name"):
            named = [member for member in members if getattr(member.learner, attribute) == name]
            if len(named) == 1:
                return named[0]
        near = [
            member.learner
            for member in members
            if name.casefold() in member.learner.name.casefold()
        ]
        shown = ", ".join(f"{learner.name} ({learner.key})" for learner in near[:5]) or "-"
        raise UsageError(message("gradebook.no_learner", name=name, near=shown))

    def exercise(self, name: str) -> str:
        """The id of an exercise, also without its number. Raises `UsageError`."""
        known = [str(row["id"]) for row in self.exercises()]
        named = [exercise for exercise in known if name in (exercise, exercise.partition("_")[2])]
        if len(named) != 1:
            raise UsageError(
                message("gradebook.no_exercise", name=name, known=", ".join(known) or "-")
            )
        return named[0]

    # --- what was handed in ---

    def receive(self, received: Received) -> None:
        """Write what one learner handed in for one exercise.

        The same again changes nothing; an earlier attempt handed in again becomes the latest one.
        """
        with self.change():
            learner = self.know_learner(received.learner)
            place = (learner, received.exercise)
            if not received.files:
                query = "INSERT OR REPLACE INTO gaps VALUES (?, ?, ?, ?)"
                self.write(query, *place, received.problem, received.origin)
                return
            self.write("DELETE FROM gaps WHERE learner = ? AND exercise = ?", *place)
            content = msgspec.msgpack.encode(received.files)
            digest = hashlib.sha256(content).hexdigest()
            submitted = received.submitted.isoformat() if received.submitted else None
            last = "SELECT coalesce(max(number), 0) AS last FROM attempts WHERE learner = ? AND exercise = ?"
            query = (
                "INSERT INTO attempts (learner, exercise, number, digest, files, platform, origin, "
                "submitted, late, received, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (learner, exercise, digest) DO UPDATE SET origin = excluded.origin, "
                "platform = excluded.platform, notes = excluded.notes, "
                "number = iif(number = excluded.number - 1, number, excluded.number), "
                "submitted = coalesce(attempts.submitted, excluded.submitted)"
            )
            self.write(
                query,
                *place,
                self.rows(last, *place)[0]["last"] + 1,
                digest,
                zlib.compress(content),
                received.platform or "",
                received.origin,
                submitted,
                int(received.late),
                now(),
                _text(received.notes),
            )

    def attempts(self) -> list[Attempt]:
        """Every attempt, by exercise, learner and number."""
        query = "SELECT * FROM attempts ORDER BY exercise, learner, number"
        return [
            Attempt(
                id=row["id"],
                learner=row["learner"],
                exercise=row["exercise"],
                number=row["number"],
                platform=row["platform"],
                origin=row["origin"],
                submitted=row["submitted"],
                late=bool(row["late"]),
                received=row["received"],
                notes=_plain(row["notes"], list[str]),
            )
            for row in self.rows(query.replace("*", ", ".join(Attempt.__struct_fields__)))
        ]

    def files(self, attempt: int) -> dict[str, bytes]:
        (row,) = self.rows("SELECT files FROM attempts WHERE id = ?", attempt)
        return msgspec.msgpack.decode(zlib.decompress(row["files"]), type=dict[str, bytes])

    def gaps(self) -> dict[tuple[int, str], str]:
        """Why there is nothing to grade, by learner and exercise."""
        rows = self.rows("SELECT learner, exercise, problem FROM gaps")
        return {(row["learner"], row["exercise"]): row["problem"] for row in rows}

    # --- results ---

    def graded(self, key_of: Mapping[str, str]) -> set[int]:
        """The attempts that have a result by the checks of today, given their keys by exercise."""
        query = (
            "SELECT attempts.id, exercise, key FROM results "
            "JOIN attempts ON attempts.id = results.attempt"
        )
        return {row["id"] for row in self.rows(query) if key_of.get(row["exercise"]) == row["key"]}

    def record(self, attempt: int, key: str, report: Report) -> str:
        """Write a result; returns its state: `proposed` where another one stands, `known` if it was there."""
        quiz = (
            sum(result.score for result in report.quiz),
            sum(result.max_score for result in report.quiz),
        )
        items = [
            Item(check.id, check.status, check.score, check.max_score, False)
            for check in report.checks
        ]
        items += [
            Item(result.id, result.status, result.score, result.max_score, True)
            for result in report.quiz
        ]
        query = (
            "INSERT INTO results (attempt, key, state, status, score, max_score, "
            "quiz_score, quiz_max, items, seconds, graded, report) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        content = zlib.compress(msgspec.json.encode(report))
        with self.change():
            if self.rows("SELECT id FROM results WHERE attempt = ? AND key = ?", attempt, key):
                return "known"
            current = self.rows(
                "SELECT id FROM results WHERE attempt = ? AND state = 'current'", attempt
            )
            state = "proposed" if current else "current"
            self.write(
                "DELETE FROM results WHERE attempt = ? AND state = 'proposed' AND key <> ?",
                *(attempt, key),
            )
            self.write(
                query,
                *(attempt, key, state, report.status),
                *(round(report.score - quiz[0], 6), round(report.max_score - quiz[1], 6)),
                *quiz,
                *(_text(items), report.duration, now(), content),
            )
            if state == "current":
                self.write(
                    "UPDATE exercises SET max_score = ? WHERE id = ?",
                    *(report.max_score, report.exercise),
                )
        return state

    def results(self, state: str = "current") -> dict[int, Result]:
        """The results in a state, by attempt."""
        names = ", ".join(Result.__struct_fields__)
        rows = self.rows(f"SELECT {names} FROM results WHERE state = ?", state)  # noqa: S608 - our own names
        return {
            row["attempt"]: Result(**{**dict(row), "items": _plain(row["items"], list[Item])})
            for row in rows
        }

    def report(self, result: int) -> Report:
        (row,) = self.rows("SELECT report FROM results WHERE id = ?", result)
        return msgspec.json.decode(zlib.decompress(row["report"]), type=Report)


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _plain(text: str, kind: type[T]) -> T:
    return msgspec.json.decode(text, type=kind)
