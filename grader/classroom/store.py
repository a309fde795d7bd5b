"""The gradebook of a class: one SQLite file, many readers, one writer. The only user of sqlite3.

Each result is committed by itself, so whatever ends the process costs what was in hand and no more.
Runs in the judge.
"""

from __future__ import annotations

import datetime
import fcntl
import getpass
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from grader.classroom.intake import Received
from grader.classroom.roster import Learner
from grader.classroom.schema import APPLICATION_ID, MIGRATIONS
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise, Report

NAME = "gradebook.sqlite"
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


class Gradebook:
    """The gradebook in a class's folder; a context manager.

    With `write` it is made where there is none, brought up to date, and no other command may write
    until it is closed. Raises `UsageError` for a gradebook of a newer version, for what is none, and
    where another command writes.
    """

    def __init__(self, folder: Path, *, write: bool = False, author: str = "") -> None:
        self.folder, self.path = folder, folder / NAME
        self.author = author or _user()
        self.lock: int | None = None
        if not write and not self.path.is_file():
            raise UsageError(message("gradebook.none", path=self.path))
        try:
            if write:
                folder.mkdir(parents=True, exist_ok=True)
                self.lock = self._locked()
            self.base = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            self.base.row_factory = sqlite3.Row
            with self._faults():
                self._prepare(write)
        except OSError as error:
            self.close()
            text = message("file.unwritable", path=self.path, error=error.strerror or error)
            raise UsageError(text) from None
        except BaseException:
            self.close()
            raise

    def _locked(self) -> int:
        lock = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip() or "?"
            os.close(lock)
            raise UsageError(message("gradebook.busy", path=self.path, process=holder)) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        return lock

    def _prepare(self, write: bool) -> None:
        version = int(self.base.execute("PRAGMA user_version").fetchone()[0])
        kind = int(self.base.execute("PRAGMA application_id").fetchone()[0])
        if version and kind != APPLICATION_ID:
            raise UsageError(message("gradebook.foreign", path=self.path))
        if version > len(MIGRATIONS):
            values = {"path": self.path, "version": version, "known": len(MIGRATIONS)}
            raise UsageError(message("gradebook.newer", **values))
        if version < len(MIGRATIONS) and not write:
            raise UsageError(message("gradebook.older", path=self.path))
        self.base.execute("PRAGMA foreign_keys = ON")
        if not write:
            self.base.execute("PRAGMA query_only = ON")
            return
        self.base.execute("PRAGMA journal_mode = WAL")
        self.base.execute("PRAGMA synchronous = NORMAL")
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            settings = f"PRAGMA user_version = {number}; PRAGMA application_id = {APPLICATION_ID};"
            self.base.executescript(f"BEGIN IMMEDIATE; {script} {settings} COMMIT;")

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if base := vars(self).get("base"):
            base.close()
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise UsageError(message("gradebook.fault", path=self.path, error=error)) from None

    @contextmanager
    def change(self) -> Iterator[None]:
        """All of the block is written, or nothing. Raises `UsageError` where the disk is full."""
        with self._faults():
            self.base.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.base.execute("COMMIT")
            except BaseException:
                if self.base.in_transaction:
                    self.base.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._faults():
            return self.base.execute(query, values).fetchall()

    def _write(self, query: str, *values: object) -> int:
        return self.base.execute(query, values).lastrowid or 0

    def note(self, action: str, **detail: object) -> None:
        """Add a line to the audit trail; inside a `change`."""
        text = msgspec.json.encode(detail).decode()
        query = "INSERT INTO audit (at, author, action, detail) VALUES (?, ?, ?, ?)"
        self._write(query, now(), self.author, action, text)

    # --- learners and exercises ---

    def know_exercises(self, exercises: Iterable[Exercise]) -> None:
        query = (
            "INSERT INTO exercises VALUES (?, ?, ?, 0) ON CONFLICT (id) "
            "DO UPDATE SET title = excluded.title, position = excluded.position"
        )
        with self.change():
            for one in exercises:
                self._write(query, one.id, one.title, one.order)

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
        self._write(query, *person, _text(aliases), int(learner.enrolled))
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
            named = [one for one in members if getattr(one.learner, attribute) == name]
            if len(named) == 1:
                return named[0]
        near = [one.learner for one in members if name.casefold() in one.learner.name.casefold()]
        shown = ", ".join(f"{one.name} ({one.key})" for one in near[:5]) or "-"
        raise UsageError(message("gradebook.no_learner", name=name, near=shown))

    def exercise(self, name: str) -> str:
        """The id of an exercise, also without its number. Raises `UsageError`."""
        known = [str(row["id"]) for row in self.exercises()]
        named = [one for one in known if name in (one, one.partition("_")[2])]
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
                self._write(query, *place, received.problem, received.origin)
                return
            self._write("DELETE FROM gaps WHERE learner = ? AND exercise = ?", *place)
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
            self._write(
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
        quiz = sum(one.score for one in report.quiz), sum(one.max_score for one in report.quiz)
        items = [Item(one.id, one.status, one.score, one.max_score, False) for one in report.checks]
        items += [Item(one.id, one.status, one.score, one.max_score, True) for one in report.quiz]
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
            self._write(
                "DELETE FROM results WHERE attempt = ? AND state = 'proposed' AND key <> ?",
                *(attempt, key),
            )
            self._write(
                query,
                *(attempt, key, state, report.status),
                *(round(report.score - quiz[0], 6), round(report.max_score - quiz[1], 6)),
                *quiz,
                *(_text(items), report.duration, now(), content),
            )
            if state == "current":
                self._write(
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

    # --- people's decisions ---

    def override(self, member: Member, exercise: str, score: float | None, reason: str) -> None:
        """Set a score by hand; None takes an earlier one back."""
        query = "INSERT INTO overrides (learner, exercise, score, author, reason, at) VALUES (?, ?, ?, ?, ?, ?)"
        with self.change():
            self._write(query, member.id, exercise, score, self.author, reason, now())
            who = {"learner": member.learner.key, "exercise": exercise}
            self.note("override", **who, score=score, reason=reason)

    def overrides(self) -> dict[tuple[int, str], sqlite3.Row]:
        """The last override of each learner and exercise, where it sets a score."""
        rows = self.rows("SELECT * FROM overrides ORDER BY id")
        last = {(row["learner"], row["exercise"]): row for row in rows}
        return {place: row for place, row in last.items() if row["score"] is not None}

    def extend(self, member: Member, exercise: str, until: datetime.datetime, reason: str) -> None:
        query = "INSERT INTO extensions (learner, exercise, until, author, reason, at) VALUES (?, ?, ?, ?, ?, ?)"
        with self.change():
            moment = until.isoformat()
            self._write(query, member.id, exercise, moment, self.author, reason, now())
            who = {"learner": member.learner.key, "exercise": exercise}
            self.note("extend", **who, until=moment, reason=reason)

    def extensions(self) -> dict[tuple[int, str], datetime.datetime]:
        """Until when each extension lasts, the last one given."""
        rows = self.rows("SELECT learner, exercise, until FROM extensions ORDER BY id")
        return {
            (row["learner"], row["exercise"]): datetime.datetime.fromisoformat(row["until"])
            for row in rows
        }

    def accept(self, pairs: Sequence[tuple[Result, Result]], reason: str) -> None:
        """Let proposed results take the place of those before them."""
        with self.change():
            query = "INSERT INTO regrades (author, reason, at) VALUES (?, ?, ?)"
            regrade = self._write(query, self.author, reason, now())
            for before, after in pairs:
                self._write("UPDATE results SET state = 'superseded' WHERE id = ?", before.id)
                self._write("UPDATE results SET state = 'current' WHERE id = ?", after.id)
                self._write("INSERT INTO regraded VALUES (?, ?, ?)", regrade, before.id, after.id)
            self._write(
                "UPDATE exercises SET max_score = coalesce((SELECT max(results.max_score + quiz_max) "
                "FROM results JOIN attempts ON attempts.id = results.attempt "
                "WHERE state = 'current' AND attempts.exercise = exercises.id), max_score)"
            )
            self.note("regrade", results=len(pairs), reason=reason)

    def audit(self) -> list[sqlite3.Row]:
        return self.rows("SELECT at, author, action, detail FROM audit ORDER BY id")


def now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _plain(text: str, kind: type[T]) -> T:
    return msgspec.json.decode(text, type=kind)
