"""What people decide about grades: overrides, extensions, regrades that take effect; each with author and reason.

Runs in the judge.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Sequence

from grader.classroom.database import now
from grader.classroom.store import Gradebook, Member, Result


def override(
    book: Gradebook, member: Member, exercise: str, score: float | None, reason: str
) -> None:
    """Set a score by hand; None takes an earlier one back."""
    query = "INSERT INTO overrides (learner, exercise, score, author, reason, at) VALUES (?, ?, ?, ?, ?, ?)"
    with book.change():
        book.write(query, member.id, exercise, score, book.author, reason, now())
        who = {"learner": member.learner.key, "exercise": exercise}
        book.note("override", **who, score=score, reason=reason)


def overrides(book: Gradebook) -> dict[tuple[int, str], sqlite3.Row]:
    """The last override of each learner and exercise, where it sets a score."""
    rows = book.rows("SELECT * FROM overrides ORDER BY id")
    last = {(row["learner"], row["exercise"]): row for row in rows}
    return {place: row for place, row in last.items() if row["score"] is not None}


def extend(
    book: Gradebook, member: Member, exercise: str, until: datetime.datetime, reason: str
) -> None:
    query = "INSERT INTO extensions (learner, exercise, until, author, reason, at) VALUES (?, ?, ?, ?, ?, ?)"
    with book.change():
        moment = until.isoformat()
        book.write(query, member.id, exercise, moment, book.author, reason, now())
        who = {"learner": member.learner.key, "exercise": exercise}
        book.note("extend", **who, until=moment, reason=reason)


def extensions(book: Gradebook) -> dict[tuple[int, str], datetime.datetime]:
    """Until when each extension lasts, the last one given."""
    rows = book.rows("SELECT learner, exercise, until FROM extensions ORDER BY id")
    return {
        (row["learner"], row["exercise"]): datetime.datetime.fromisoformat(row["until"])
        for row in rows
    }


def accept(book: Gradebook, pairs: Sequence[tuple[Result, Result]], reason: str) -> None:
    """Let proposed results take the place of those before them."""
    with book.change():
        query = "INSERT INTO regrades (author, reason, at) VALUES (?, ?, ?)"
        regrade = book.write(query, book.author, reason, now())
        for before, after in pairs:
            book.write("UPDATE results SET state = 'superseded' WHERE id = ?", before.id)
            book.write("UPDATE results SET state = 'current' WHERE id = ?", after.id)
            book.write("INSERT INTO regraded VALUES (?, ?, ?)", regrade, before.id, after.id)
        book.write(
            "UPDATE exercises SET max_score = coalesce((SELECT max(results.max_score + quiz_max) "
            "FROM results JOIN attempts ON attempts.id = results.attempt "
            "WHERE state = 'current' AND attempts.exercise = exercises.id), max_score)"
        )
        book.note("regrade", results=len(pairs), reason=reason)


def audit(book: Gradebook) -> list[sqlite3.Row]:
    return book.rows("SELECT at, author, action, detail FROM audit ORDER BY id")
