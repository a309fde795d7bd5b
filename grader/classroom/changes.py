"""A regrade before it counts: which scores would change, and why, on a page and on the terminal.

Runs in the judge.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.classroom import rulings
from grader.classroom.roster import Learner
from grader.classroom.store import Gradebook, Result
from grader.files import write_atomic
from grader.report import render_page

PAGE = "regrade.html"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a proposed result would change. `items` are those with another outcome: id, before, after."""

    learner: Learner
    exercise: str
    before: Result
    after: Result
    items: list[tuple[str, str, str]]

    @property
    def difference(self) -> float:
        return round(self.after.total - self.before.total, 6)


def changes_of(book: Gradebook) -> list[Change]:
    """The results that wait to be accepted; what moves most comes first."""
    proposed = book.results("proposed")
    if not proposed:
        return []
    current = book.results()
    learners = {member.id: member.learner for member in book.members()}
    changes = [
        Change(
            learner=learners[attempt.learner],
            exercise=attempt.exercise,
            before=current[attempt.id],
            after=proposed[attempt.id],
            items=_differing(current[attempt.id], proposed[attempt.id]),
        )
        for attempt in book.attempts()
        if attempt.id in proposed
    ]
    return sorted(changes, key=lambda change: (-abs(change.difference), change.learner.name))


def _differing(before: Result, after: Result) -> list[tuple[str, str, str]]:
    old = {item.id: item.status for item in before.items}
    new = {item.id: item.status for item in after.items}
    return [
        (name, old.get(name, "-"), new.get(name, "-"))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]


def accept_changes(book: Gradebook, reason: str) -> int:
    """Let the proposed results count; returns how many."""
    changes = changes_of(book)
    if changes:
        rulings.accept(book, [(change.before, change.after) for change in changes], reason)
    return len(changes)


def write_changes_page(book: Gradebook, changes: list[Change]) -> Path:
    """Write the page about a regrade into the class's folder."""
    path = book.folder / PAGE
    items: dict[str, int] = {}
    for change in changes:
        for name, *_ in change.items:
            items[name] = items.get(name, 0) + 1
    moving = [change for change in changes if change.difference or change.items]
    by_item = sorted(items.items(), key=lambda pair: -pair[1])
    page = render_page(
        "class_changes.html.j2",
        changes=moving,
        items=by_item,
        up=sum(change.difference > 0 for change in changes),
        down=sum(change.difference < 0 for change in changes),
        same=sum(change.difference == 0 for change in changes),
    )
    write_atomic(path, page)
    return path
