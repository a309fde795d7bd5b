"""The public record of an exercise: what its practice checks ask, and what the reference answers. Data only.

It lies in the exercise's folder, as `practice.record`, and comes by download: reading it trusts nothing but
its checksum's arithmetic. It holds the code of the practice checks, which runs in the judge of whoever grades
with it, as the course's own code does. Runs in the judge.
"""

from __future__ import annotations

import hashlib
import lzma
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np

from grader.errors import GradeError, UsageError
from grader.files import write_atomic
from grader.judge import Check
from grader.messages import message
from grader.model import Exercise
from grader.practice.fingerprints import Print
from grader.sandbox import wire
from grader.untrusted import read_regular

NAME = "practice.record"
FORMAT = b"grade/practice/v2\n"
MAX_FILE, MAX_UNPACKED, MAX_MEMORY = 4 * 2**20, 64 * 2**20, 128 * 2**20  # bytes
EXAMPLES_OF_A_CHANGE = 16  # of each check
PLAIN_NAME = re.compile(r"[A-Za-z0-9_]{1,80}\.(py|json|npz)")

Packed = Annotated[bytes, msgspec.Meta(max_length=MAX_FILE)]  # a frame of the wire
Text = Annotated[str, msgspec.Meta(max_length=2**20)]


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """A question that an example puts to the reference, by its print, and the answer.

    `what` is the name of a function or of a value; a question that the learner's module was asked with the
    same words has the same print.
    """

    what: str
    question: Print
    answer: Packed


class Example(msgspec.Struct, frozen=True, array_like=True):
    """One example of a check: its drawn arguments, and what the reference is asked and answers."""

    drawn: Packed
    asked: list[Asked]


class PracticeCheck(msgspec.Struct, frozen=True, kw_only=True):
    """A practice check, its simplest examples first.

    `prints` are those of the reference as a learner, call by call, for each example.
    """

    check: Check
    examples: list[Example]
    prints: list[list[Print]]


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """A known mistake: what learners are told, and its prints where they are not the reference's.

    `prints` are by check, then by the place of the example; a check that is not there cannot show it.
    """

    title: str
    explanation: str
    hint: str | None
    overrides: list[str]
    prints: dict[str, dict[int, list[Print]]]


class Change(msgspec.Struct, frozen=True, array_like=True):
    """A small change of the reference that a learner's mistake may amount to: what it is called, and how it shows.

    Of each check it was asked the first `EXAMPLES_OF_A_CHANGE`; `shows` has by check a bit for each of these that it
    answers otherwise (`bits_of`), `prints` are those in the first such. A check that is not there cannot show it.
    """

    title: str
    overrides: list[str]
    shows: dict[str, bytes]
    prints: dict[str, list[list[Print]]]


class PublicRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What grades an exercise without its private half.

    `files` are the sources of practice checks and harness, and the data that checks read, by name; `stub` has
    the reference's signatures, `classes` those whose instances stay with a worker; `subjects` are the
    learner's functions that each function of the harness is about. `more_checks` are asked only officially.
    """

    exercise: str
    files: dict[str, Packed]
    stub: Text
    classes: list[str]
    subjects: dict[str, list[str]]
    checks: list[PracticeCheck]
    mistakes: list[Mistake]
    changes: list[Change]
    more_checks: int
    more_points: float


class UnusableRecord(GradeError):
    """A file that is no public record, or not one of this exercise; the message says why."""


def bits_of(places: Iterable[int]) -> bytes:
    """A bit for each example that a change is asked, set where its place is among these."""
    bits = np.zeros(EXAMPLES_OF_A_CHANGE, dtype=bool)
    bits[[place for place in places if place < EXAMPLES_OF_A_CHANGE]] = True
    return np.packbits(bits).tobytes()


def record_file(exercise: Exercise) -> Path:
    """Where the public record of an exercise lies, if it has one."""
    return exercise.folder / NAME


def write_public_record(record: PublicRecord, path: Path) -> int:
    """Write a public record; returns its size in bytes. Raises `OSError`."""
    packed = lzma.compress(msgspec.msgpack.encode(record))
    data = FORMAT + hashlib.sha256(packed).digest() + packed
    write_atomic(path, data)
    return len(data)


def read_public_record(exercise: Exercise) -> PublicRecord:
    """The public record of an exercise. Raises `UnusableRecord`."""
    path = record_file(exercise)
    try:
        return parse_record(read_regular(exercise.folder, NAME, MAX_FILE), exercise.id)
    except OSError as error:
        why = error.strerror or str(error)
    except (UsageError, UnusableRecord) as error:  # no plain file, too large a file, or no record
        why = str(error)
    raise UnusableRecord(message("practice.unusable", path=path, why=why))


def parse_record(data: bytes, exercise: str) -> PublicRecord:
    """The record of this exercise from the bytes of a file. Raises `UnusableRecord`, which says why in a clause."""
    if not data.startswith(FORMAT):
        raise UnusableRecord(message("practice.version"))
    checksum, packed = data[len(FORMAT) :][:32], data[len(FORMAT) + 32 :]
    if hashlib.sha256(packed).digest() != checksum:
        raise UnusableRecord(message("practice.checksum"))
    try:
        unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, MAX_MEMORY)
        unpacked = unpacker.decompress(packed, MAX_UNPACKED)
        if not unpacker.eof:
            raise UnusableRecord(message("practice.large", limit=MAX_UNPACKED >> 20))
        record = msgspec.msgpack.decode(unpacked, type=PublicRecord)
        if record.exercise != exercise:
            raise UnusableRecord(message("practice.foreign", exercise=record.exercise[:80]))
        _check_contents(record)
    except (
        lzma.LZMAError,
        msgspec.MsgspecError,
        wire.WireError,
        ValueError,
        RecursionError,
    ) as error:
        raise UnusableRecord(str(error)[:200]) from None
    return record


def _check_contents(record: PublicRecord) -> None:
    """Look at what no type says: names of files, values of the wire, prints for each example."""
    for name in record.files:
        if not PLAIN_NAME.fullmatch(name):
            raise UnusableRecord(message("practice.name", name=repr(name)[:80]))
    for practice in record.checks:
        if len(practice.prints) != len(practice.examples):
            raise UnusableRecord(message("practice.prints", check=practice.check.id[:80]))
        for example in practice.examples:
            drawn = unpacked_value(example.drawn)
            if type(drawn) is not dict or not all(type(name) is str for name in drawn):
                raise UnusableRecord(message("practice.drawn", check=practice.check.id[:80]))
            for asked in example.asked:
                unpacked_value(asked.answer)


def unpacked_value(packed: bytes) -> object:
    """A value of a record. Raises `wire.WireError` for what is none."""
    return wire.decode(wire.unpack(packed, wire.REPLY), writable=True, bounds=wire.REPLY)
