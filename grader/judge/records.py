"""The record of an exercise on disk: what its checks ask and what the reference answers.

It is built from the private half and lies beside it, in `.grade/records/`. Its name holds the key: a
hash of everything that the answers hang on. Whatever is wrong with it, it is built anew; it may be
deleted at any time. No worker can read it, as none can read the private half.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import zlib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import msgspec

from grader.course import examples_secret
from grader.files import write_atomic
from grader.judge.check import Check
from grader.messages import message
from grader.model import Exercise
from grader.student import Tape

FORMAT = b"grade/record/v1\n"
CHECKSUM = hashlib.sha256
ROOMS = ("judge", "sandbox", "student", "testing", "watching")  # of ours, that the answers hang on
MAX_BYTES = 2**30  # of an unpacked record


class Record(msgspec.Struct, kw_only=True):
    """What is known of an exercise before anybody is graded.

    `classes` are those whose instances stay with a worker. `functions` are the learner's functions that
    each check is about, by id; `shows` holds the checks with something to show in the report.
    """

    checks: list[Check]
    classes: list[str]
    tapes: dict[str, Tape]
    functions: dict[str, list[str]]
    shows: set[str]

    @property
    def drawn(self) -> dict[str, list[bytes | None]]:
        """The drawn arguments of the examples of each check, by id."""
        return {
            name: [example.drawn for example in tape.examples] for name, tape in self.tapes.items()
        }


def key_of(exercise: Exercise) -> str:
    """A hash of checks, reference, settings, the secret of examples, our own code, libraries and processor."""
    digest = hashlib.sha256(FORMAT)
    for part in _surroundings(exercise):
        digest.update(f"{len(part)}:{part}\n".encode())
    for root, path in _files(exercise):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root)}:{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


def _surroundings(exercise: Exercise) -> Iterator[str]:
    yield message("language")
    yield examples_secret(exercise.private.parent)
    yield platform.machine()
    yield _processor_features()
    for name in ("GRADE_DATA", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        yield os.environ.get(name, "")
    yield sys.version
    for package in sorted({"hypothesis", "numpy", "pytest", *exercise.libraries}):
        try:
            yield f"{package} {metadata.version(package)}"
        except metadata.PackageNotFoundError:
            yield package


def _processor_features() -> str:
    """What the last bits of a result may depend on."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")


def _files(exercise: Exercise) -> Iterator[tuple[Path, Path]]:
    """Every file that the answers hang on, with the folder that its name is relative to."""
    yield exercise.folder, exercise.folder / "exercise.toml"
    for path in sorted(exercise.private.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield exercise.private, path
    package = Path(__file__).resolve().parents[1]
    for room in ROOMS:
        for path in sorted((package / room).glob("*.py")):
            yield package, path


def read_record(exercise: Exercise, key: str) -> Record | None:
    """The record of this key; None where there is none, or none that is whole."""
    try:
        data = _place(exercise, key).read_bytes()
        if not data.startswith(FORMAT):
            return None
        checksum, packed = data[len(FORMAT) :][:32], data[len(FORMAT) + 32 :]
        if CHECKSUM(packed).digest() != checksum:
            return None
        unpacked = zlib.decompressobj().decompress(packed, MAX_BYTES)
        return msgspec.msgpack.decode(unpacked, type=Record)
    except (OSError, zlib.error, msgspec.MsgspecError, ValueError):
        return None


def write_record(exercise: Exercise, key: str, record: Record) -> None:
    """Keep a record, in place of older ones; where nothing can be written it is made again next time."""
    packed = zlib.compress(msgspec.msgpack.encode(record), 1)
    place = _place(exercise, key)
    try:
        write_atomic(place, FORMAT + CHECKSUM(packed).digest() + packed)
        for other in place.parent.glob(f"{exercise.id}.*.record"):
            if other != place:
                other.unlink(missing_ok=True)
    except OSError:
        return


def can_be_kept(exercise: Exercise) -> bool:
    """Whether a record could be written for this exercise."""
    folder = exercise.private.parent
    return os.access(folder, os.W_OK)


def _place(exercise: Exercise, key: str) -> Path:
    return exercise.private.parent / ".grade" / "records" / f"{exercise.id}.{key}.record"
