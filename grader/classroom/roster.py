"""A roster as spreadsheets and platforms write it -> learners. Knows the columns of each platform.

Runs in the judge.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import msgspec

from grader.errors import UsageError
from grader.messages import message
from grader.text import clean_line

MAX_BYTES = 32 * 2**20
COLUMNS = {  # what a column is, by the names that platforms and people give it
    "key": ("sis user id", "sid", "student id", "id number", "identifier", "id", "email address"),
    "name": ("name", "student", "full name", "learner", "display name"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "surname", "lastname", "family name"),
    "email": ("email", "email address", "e-mail"),
    "section": ("section", "sections", "group", "class"),
    "login": ("sis login id", "login", "username", "user name"),
    "github": ("github_username", "github username", "github"),
}
PARTICIPANT = re.compile(
    r"(?:\w+\s+)?(\d+)$"
)  # "Participant 123", in the words of the site's language
SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
NOT_LEARNERS = ("points possible", "student, test", "test student")


class Learner(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may hand in. `aliases` are their names on platforms: canvas, moodle, login, github;
    `worksheet` is what Moodle's grading worksheet calls them."""

    key: str
    name: str
    email: str = ""
    section: str = ""
    aliases: dict[str, str] = {}
    enrolled: bool = True


def read_roster(path: Path) -> tuple[list[Learner], list[str]]:
    """The learners of a roster, in its order, and notes about rows that were left out.

    Reads commas, semicolons and tabs, with or without a byte-order mark. Raises `UsageError` for a
    file that is none, for columns that say nothing, and for ids that stand for two people.
    """
    rows = _rows(path)
    if not rows:
        raise UsageError(message("roster.empty", path=path))
    header, *lines = rows
    columns = _columns(path, header[1])
    learners: dict[str, tuple[int, Learner]] = {}
    notes = []
    for number, cells in lines:
        learner = _learner(path, number, columns, cells)
        if learner is None:
            continue
        before = learners.get(learner.key)
        if before is None:
            learners[learner.key] = number, learner
        elif normal(before[1].name) == normal(learner.name):
            notes.append(message("roster.twice", line=number, first=before[0], key=learner.key))
        else:
            names = {"one": before[1].name, "other": learner.name}
            lines_of = {"first": before[0], "line": number}
            raise UsageError(
                message("roster.conflict", path=path, key=learner.key, **names, **lines_of)
            )
    if not learners:
        raise UsageError(message("roster.empty", path=path))
    return [learner for _, learner in learners.values()], notes


def normal(text: str) -> str:
    """A name as it is compared: without case, accents' encoding, order and punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(sorted(re.findall(r"\w+", folded)))


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """The rows that hold something, with their line numbers."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(message("untrusted.large", path=path, limit=MAX_BYTES // 2**20))
        data = path.read_bytes()
    except OSError as error:
        text = message("file.unreadable", path=path, error=error.strerror or error)
        raise UsageError(text) from None
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(message("roster.encoding", path=path, line=line)) from None
    if "\0" in text:
        raise UsageError(message("roster.binary", path=path))
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep="):  # a hint for spreadsheets
        text, skipped = rest, 1
        first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [
            (reader.line_num + skipped, [cell.strip() for cell in cells])
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        line = reader.line_num + skipped
        raise UsageError(message("roster.csv", path=path, line=line, error=error)) from None


def _columns(path: Path, header: Iterable[str]) -> dict[str, int]:
    """Which column is what. Canvas's own `ID` stands beside the school's `SIS User ID`."""
    names = [cell.lower() for cell in header]
    columns = {}
    for meaning, known in COLUMNS.items():
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None:
            columns[meaning] = place
    if "sis user id" in names and "id" in names:
        columns["canvas"] = names.index("id")
    if "identifier" in names and "status" in names and "full name" in names:
        columns["moodle"] = names.index("identifier")
        if "id number" not in names and "email address" in names:
            columns["key"] = names.index("email address")
    if "key" not in columns and "email" in columns:
        columns["key"] = columns["email"]
    if "key" not in columns:
        raise UsageError(
            message(
                "roster.columns",
                path=path,
                columns=", ".join(filter(None, map(clean_line, header))) or "?",
                known=", ".join(COLUMNS["key"]),
            )
        )
    return columns


def _learner(path: Path, line: int, columns: dict[str, int], cells: list[str]) -> Learner | None:
    values = {name: cells[place] for name, place in columns.items() if place < len(cells)}
    name = values.get("name") or f"{values.get('first', '')} {values.get('last', '')}".strip()
    if name.lower() in NOT_LEARNERS:
        return None
    key = values.get("key") or values.get("canvas") or values.get("email") or ""
    if SCIENTIFIC.fullmatch(key):
        raise UsageError(message("roster.scientific", path=path, line=line, key=key))
    if re.fullmatch(r"\d+\.0", key):
        key = key[:-2]
    if not key:
        raise UsageError(message("roster.no_key", path=path, line=line))
    if participant := PARTICIPANT.fullmatch(values.get("moodle", "")):
        values["worksheet"], values["moodle"] = values["moodle"], participant[1]
    aliases = {
        kind: values[kind]
        for kind in ("canvas", "moodle", "worksheet", "login", "github")
        if values.get(kind)
    }
    return Learner(
        key=clean_line(key, 200),
        name=clean_line(name or values.get("email") or key, 200),
        email=clean_line(values.get("email", ""), 200),
        section=clean_line(values.get("section", ""), 200),
        aliases=aliases,
    )
