"""Is anything of the private half in what is about to be published? Files and private folders in, findings out.

Looked for are lines that only references, checks, harnesses and wrong files have, what a quiz says beyond its
questions, the names of checks that are not published, the course's secret, and tokens of other services. White space
does not matter; archives, compressed data (records, too), Base64, JSON's escapes and UTF-16 are looked into.
"""

from __future__ import annotations

import functools
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grader.course import SOLUTION_BEGIN, SOLUTION_END
from grader.errors import CourseError
from grader.messages import message
from grader.model import Exercise
from grader.release.public_record import Published
from grader.release.unpacking import texts_of
from grader.release.wheel import package_files

LINE, BLOCK = (
    20,
    12,
)  # characters, white space apart, of a line or a whole solution that tells something
ASKED = {
    "id",
    "type",
    "topic",
    "title",
    "stem",
    "draw",
    "unit",
    "units",
    "intro",
    "columns",
    "rows",
    "covers",
    "text",
}
TOKENS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_\w{36}|\bgithub_pat_\w{22,}|\bglpat-[\w-]{20}"
    r"|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,}"
)
NAME = re.compile(r"\btest_\w+")
SPACE = re.compile(r"\s+")


class Leak(NamedTuple):
    """A file that would be published, and what in it is private."""

    file: str
    what: str


def find_leaks(
    files: Mapping[str, bytes],
    exercises: Sequence[Exercise],
    records: Mapping[str, Published] | None = None,
) -> list[Leak]:
    """Each private text that a file holds, once a file. What the public records give away is none."""
    private = _Private(exercises, records or {})
    return [
        Leak(name, what)
        for name, content in files.items()
        for what in dict.fromkeys(
            what
            for text in texts_of(name.encode() + b"\n" + content)
            for what in private.found_in(text)
        )
    ]


class _Private:
    """Everything that must not be published, ready to be looked for."""

    def __init__(self, exercises: Sequence[Exercise], records: Mapping[str, Published]) -> None:
        self.texts: dict[str, list[tuple[str, str]]] = {}  # by how they begin
        for bare, source in _sought(exercises, records):
            self.texts.setdefault(bare[:BLOCK], []).append((bare, source))
        self.names: dict[str, str] = {}
        secrets = {os.environ.get("GRADE_SECRET", "")}
        for exercise in exercises:
            secrets |= _secrets(exercise.private.parent / "course.toml")
            for path in exercise.private.glob("test_*.py"):
                for name in NAME.findall(path.read_text(encoding="utf-8")):
                    self.names[name] = f"{exercise.id}/{path.name}"
        for record in records.values():
            for name in record.checks:
                self.names.pop(name, None)
        self.secrets = {_bare(secret) for secret in secrets if secret.strip()}

    def found_in(self, text: str) -> Iterator[str]:
        """What a text holds, in words that do not quote it."""
        if TOKENS.search(text):
            yield message("release.leak.token")
        for name in NAME.findall(text):
            if name in self.names:
                yield message("release.leak.name", name=name, source=self.names[name])
        bare = _bare(text)
        if any(secret in bare for secret in self.secrets):
            yield message("release.leak.secret")
        for place in range(len(bare) - BLOCK + 1):
            for wanted, source in self.texts.get(bare[place : place + BLOCK], ()):
                if bare.startswith(wanted, place):
                    yield message("release.leak.text", source=source)


def _sought(
    exercises: Sequence[Exercise], records: Mapping[str, Published]
) -> Iterator[tuple[str, str]]:
    """Private texts without white space, and where they stand.

    Left out is what the grader itself, a stub or the course's settings give away, and a line of several
    exercises, which is an idiom.
    """
    given = [_split(exercise.reference)[0] for exercise in exercises]
    given += _both_halves(exercises[0].private.parent / "course.toml")
    public = _of_the_grader() + _bare("\n".join(given))
    published = _bare("\n".join(record.texts for record in records.values()))
    owners: dict[str, set[str]] = {}
    sources: dict[str, str] = {}
    for exercise in exercises:
        for text, source, least in _private_texts(exercise, published):
            bare = _bare(text)
            if len(bare) >= least and bare not in public:
                owners.setdefault(bare, set()).add(exercise.id)
                sources.setdefault(bare, source)
    yield from ((bare, source) for bare, source in sources.items() if len(owners[bare]) == 1)


@functools.cache
def _of_the_grader() -> str:
    texts = [content.decode("utf-8", "replace") for _, content in package_files("grader")]
    return _bare("\n".join(texts))


def _private_texts(exercise: Exercise, published: str) -> Iterator[tuple[str, str, int]]:
    """Texts of the private half, where they stand, and how long they must be to tell anything.

    Of checks, harness and wrong files those that no record publishes.
    """
    for number, block in _split(exercise.reference)[1]:
        yield block, f"{exercise.id}/{exercise.file}:{number}", BLOCK
        for place, line in enumerate(block.split("\n"), number):
            yield line, f"{exercise.id}/{exercise.file}:{place}", LINE
    for path in sorted(exercise.private.rglob("*.py")):
        if path != exercise.reference:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                is_import = line.lstrip().startswith(("import ", "from "))
                if not is_import and _bare(line) not in published:
                    yield line, f"{exercise.id}/{path.name}:{number}", LINE
    quiz = exercise.private / "quiz.toml"
    if quiz.is_file():
        for text in _kept(tomllib.loads(quiz.read_text(encoding="utf-8"))):
            yield text, f"{exercise.id}/{quiz.name}", LINE


def _kept(value: Any, key: str = "") -> Iterator[str]:
    """The texts of a quiz that are not its questions."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ASKED:
                yield from _kept(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _kept(inner, key)
    elif isinstance(value, str):
        yield value


def _split(reference: Path) -> tuple[str, list[tuple[int, str]]]:
    """What a reference gives to learners, and each solution block with its first line's number."""
    given: list[str] = []
    blocks: list[tuple[int, str]] = []
    inside: list[str] | None = None
    for number, line in enumerate(reference.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() == SOLUTION_BEGIN:
            inside = []
        elif line.strip() == SOLUTION_END and inside is not None:
            blocks.append((number - len(inside), "\n".join(inside)))
            inside = None
        else:
            (given if inside is None else inside).append(line)
    return "\n".join(given), blocks


def _both_halves(path: Path) -> list[str]:
    """What the author says may stand in both halves: `[release] both_halves` of the private settings."""
    if not path.is_file():
        return []
    table = tomllib.loads(path.read_text(encoding="utf-8")).get("release", {})
    texts = table.get("both_halves", []) if isinstance(table, dict) else None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise CourseError(f"{path}: [release] both_halves must be a list of texts")
    return texts


def _secrets(path: Path) -> set[str]:
    """Every text of the private settings that is called a secret, a key, a token or a password."""
    if not path.is_file():
        return set()
    settings = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = [settings, *(value for value in settings.values() if isinstance(value, dict))]
    return {
        value
        for table in tables
        for name, value in table.items()
        if isinstance(value, str) and re.search(r"secret|key$|token|password", name)
    }


def _bare(text: str) -> str:
    return SPACE.sub("", text)
