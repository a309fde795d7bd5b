"""The public record of an exercise, for a release: made once for each state of the private half, kept in `.grade/`."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from grader.judge import key_of
from grader.model import Exercise
from grader.practice import (
    PublicRecord,
    UnusableRecord,
    make_public_record,
    read_public_record,
    record_file,
    write_public_record,
)


class Published(NamedTuple):
    """A record as a file, the names of its checks, and the texts that it gives to learners on purpose."""

    content: bytes
    checks: frozenset[str]
    texts: str


def published_record(exercise: Exercise) -> Published | None:
    """The record of an exercise; None where no check is marked for practice. Raises `CourseError`."""
    sources = [path.read_text(encoding="utf-8") for path in exercise.private.glob("test_*.py")]
    if not any("mark.practice" in source for source in sources):
        return None
    kept = exercise.private.parent / ".grade" / "practice" / f"{exercise.id}.{key_of(exercise)}"
    place = msgspec.structs.replace(exercise, folder=kept)
    try:
        record = read_public_record(place)
    except UnusableRecord:
        record = make_public_record(exercise)
        write_public_record(record, record_file(place))
    return Published(
        content=record_file(place).read_bytes(),
        checks=frozenset(practice.check.function for practice in record.checks),
        texts="\n".join(_given(record)),
    )


def _given(record: PublicRecord) -> list[str]:
    texts = [
        content.decode("utf-8") for name, content in record.files.items() if name.endswith(".py")
    ]
    for mistake in record.mistakes:
        texts += [mistake.title, mistake.explanation, mistake.hint or ""]
    return texts
