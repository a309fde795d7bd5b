"""Help in steps: one more hint each time it is asked for, remembered in `.grade/`; a word after success."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.course.toml_files import read_toml
from grader.course.translations import read_translation
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise, Report


class After(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said after full marks."""

    why: str  # why what was written works, or matters
    next: str  # what to try now


class HintsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in hints.toml: nudges by function or class, and the word after success."""

    hints: dict[str, list[str]] = {}  # steps of help for each function or class, smallest first
    after: After | None = None  # the table `[after]`, said after full marks


def read_hints(exercise: Exercise) -> HintsFile:
    """The exercise's hints in the language in use, each as it was written where it is not translated.

    Empty when it has none. Raises `CourseError` for a broken file.
    """
    path = exercise.private / "hints.toml"
    written = read_toml(path, HintsFile) if path.is_file() else HintsFile()
    translated = read_translation(path, HintsFile)
    if translated is None:
        return written
    hints = {}
    for name, steps in written.hints.items():
        ours = translated.hints.get(name, [])[: len(steps)]
        hints[name] = [*ours, *steps[len(ours) :]]
    return HintsFile(hints, translated.after or written.after)


def taken_hints(exercise: Exercise) -> dict[str, int]:
    """How many hints were taken for each function of an exercise."""
    return _state(exercise).get(exercise.id, {})


def take_hint(
    exercise: Exercise, report: Report, hints: HintsFile, leads: Sequence[str | None]
) -> str:
    """The next hint for what the report leads with, remembered as taken.

    `leads` are the functions that the report's findings blame, in their order.
    """
    name = _subject(report, hints, leads)
    if name is None:
        return message("hint.nothing")
    known = hints.hints[name]
    state = _state(exercise)
    mine = state.setdefault(exercise.id, {})
    number = min(mine.get(name, 0) + 1, len(known))
    mine[name] = number
    write_atomic(_path(exercise), msgspec.json.encode(state))
    last = message("hint.last") if number == len(known) else ""
    return message(
        "hint.text", name=name, number=number, count=len(known), hint=known[number - 1], last=last
    )


def _subject(report: Report, hints: HintsFile, leads: Sequence[str | None]) -> str | None:
    """The function that the report leads with, or the first unwritten one, that has hints."""
    waiting = [check for check in report.checks if check.status == "not_started"]
    names = [*leads, *(name for check in waiting for name in check.functions)]
    return next((name for name in names if name is not None and name in hints.hints), None)


def shown_hints(exercise: Exercise, report: Report, hints: HintsFile) -> dict[str, list[str]]:
    """The hints taken so far, by the id of each check that they may help with."""
    counts = taken_hints(exercise)
    return {
        check.id: hints.hints[name][: counts[name]]
        for check in report.checks
        for name in check.functions[:1]
        if name in counts and name in hints.hints
    }


def afterwards(report: Report, hints: HintsFile) -> list[str]:
    """Why it works and what to try next, for a report with full marks."""
    if report.status != "passed" or hints.after is None:
        return []
    return [hints.after.why, hints.after.next]


def _path(exercise: Exercise) -> Path:
    return exercise.course / ".grade" / "hints.json"


def _state(exercise: Exercise) -> dict[str, dict[str, int]]:
    try:
        return msgspec.json.decode(_path(exercise).read_bytes(), type=dict[str, dict[str, int]])
    except (OSError, msgspec.MsgspecError):
        return {}
