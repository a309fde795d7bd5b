"""`grade quiz PATH --export`: a quiz with drawn variants as a file for a learning platform."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from grader.course import find_exercises
from grader.errors import UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise
from grader.quiz import draw_bank
from grader.release.items import Item, Unsayable, item_of
from grader.release.markup import Markup
from grader.release.moodle import moodle_xml
from grader.release.qti import qti_package

Writer = Callable[[str, Sequence[Sequence[Item]], Markup], bytes]
PLATFORMS: dict[str, Writer] = {"qti": qti_package, "moodle": moodle_xml}


class ExportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to write, and how many variants of each question."""

    platform: str
    file: Path
    variants: int = 20
    solutions: Path | None = None


class Exported(msgspec.Struct, frozen=True):
    """The file's content, how many questions and items are in it, and what it cannot say, by question."""

    content: bytes
    questions: int
    items: int
    losses: dict[str, list[str]]


def run_export(path: Path, options: ExportOptions) -> int:
    """Write the file and say what is lost on the way; returns the exit code."""
    exercises = find_exercises(path, options.solutions)
    if len(exercises) > 1:
        raise UsageError(message("export.quiz.several", path=path, count=len(exercises)))
    exported = export_quiz(exercises[0], options.platform, options.variants)
    write_atomic(options.file, exported.content)
    counts = {"questions": exported.questions, "items": exported.items}
    print(message("export.quiz.written", path=options.file, **counts))
    for name, sentences in exported.losses.items():
        for sentence in sentences:
            print(f"  {name}: {sentence}")
    return 0


def export_quiz(exercise: Exercise, platform: str, variants: int = 20) -> Exported:
    """Return the quiz of an exercise for a platform. Raises `UsageError` where nothing could leave."""
    markup = Markup(exercise.folder)
    bank: list[list[Item]] = []
    losses: dict[str, list[str]] = {}
    for drawn in draw_bank(exercise, variants):
        name = drawn[0].id
        try:
            items = [item_of(variant) for variant in drawn]
        except Unsayable as reason:
            losses[name] = [message(str(reason))]
            continue
        bank.append(items)
        reasons = dict.fromkeys(loss for item in items for loss in item.losses)
        if reasons:
            losses[name] = list(reasons)
    if not bank:
        raise UsageError(message("export.quiz.empty", exercise=exercise.id))
    content = PLATFORMS[platform](exercise.id, bank, markup)
    return Exported(content, len(bank), sum(map(len, bank)), losses)
