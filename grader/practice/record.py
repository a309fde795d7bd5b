"""The public record of an exercise: what its practice checks ask, and what the reference answers. Data only.

It lies in the exercise's folder, as `practice.record`, and comes by download: reading it trusts nothing but
its checksum's arithmetic. It holds the code of the practice checks, which runs in the judge of whoever grades
with it, as the course's own code does. Runs in the judge.
"""

from __future__ import annotations

import hashlib
import lzma
import re
from pathlib import Path
from typing import Annotated

import msgspec

from grader.errors import GradeError, UsageError
from grader.files import write_atomic
from grader.judge import Check
from grader.messages import message
from grader.model import Exercise
from grader.practice.fingerprints import Print
from grader.sandbox import wire
from grader.untrusted import read_regular

NAME = "practice.record"
FORMAT = b"grade/practice/v1\n"
MAX_FILE, MAX_UNPACKED, MAX_MEMORY = 4 * 2**20, 64 * 2**20, 128 * 2**20  # bytes
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
    more_checks: int
    more_points: float


class UnusableRecord(GradeError):
    """A file that is no public record, or not one of this exercise; the message says why."""


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
        record = _decoded(read_regular(exercise.folder, NAME, MAX_FILE))
        if record.exercise != exercise.id:
            raise _Malformed(message("practice.foreign", exercise=record.exercise[:80]))
        _check_contents(record)
    except OSError as error:
        raise UnusableRecord(_sentence(path, error.strerror or str(error))) from None
    except UsageError as error:  # no plain file, or one that is too large
        raise UnusableRecord(_sentence(path, str(error))) from None
    except (_Malformed, lzma.LZMAError, msgspec.MsgspecError, wire.WireError, ValueError) as error:
        raise UnusableRecord(_sentence(path, str(error)[:200])) from None
    return record


class _Malformed(Exception):
    """What is wrong with a record, in words."""


def _sentence(path: Path, why: str) -> str:
    return message("practice.unusable", path=path, why=why)


def _decoded(data: bytes) -> PublicRecord:
    if not data.startswith(FORMAT):
        raise _Malformed(message("practice.version"))
    checksum, packed = data[len(FORMAT) :][:32], data[len(FORMAT) + 32 :]
    if hashlib.sha256(packed).digest() != checksum:
        raise _Malformed(message("practice.checksum"))
    unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, MAX_MEMORY)
    unpacked = unpacker.decompress(packed, MAX_UNPACKED)
    if not unpacker.eof:
        raise _Malformed(message("practice.large", limit=MAX_UNPACKED >> 20))
    return msgspec.msgpack.decode(unpacked, type=PublicRecord)


def _check_contents(record: PublicRecord) -> None:
    """Look at what no type says: names of files, values of the wire, prints for each example."""
    for name in record.files:
        if not PLAIN_NAME.fullmatch(name):
            raise _Malformed(message("practice.name", name=repr(name)[:80]))
    for practice in record.checks:
        if len(practice.prints) != len(practice.examples):
            raise _Malformed(message("practice.prints", check=practice.check.id[:80]))
        for example in practice.examples:
            drawn = unpacked_value(example.drawn)
            if type(drawn) is not dict or not all(type(name) is str for name in drawn):
                raise _Malformed(message("practice.drawn", check=practice.check.id[:80]))
            for asked in example.asked:
                unpacked_value(asked.answer)


def unpacked_value(packed: bytes) -> object:
    """A value of a record. Raises `wire.WireError` for what is none."""
    return wire.decode(wire.unpack(packed, wire.REPLY), writable=True, bounds=wire.REPLY)
