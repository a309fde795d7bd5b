"""Files of a course in another language, beside those that they translate.

`README.zh.md` translates `README.md`, `hints.zh.toml` translates `hints.toml`: the code of the
language in use stands before the suffix. Each may be missing, and so may anything in it; what is
missing is shown as the course was written.

Runs in the judge.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from grader.course.toml_files import read_toml
from grader.messages import message
from grader.model import Exercise

T = TypeVar("T")


class CheckTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A check's docstring in another language: its first line, and the rest."""

    title: str | None = None
    hint: str | None = None


def translation_of(path: Path) -> Path | None:
    """The file beside `path` in the language in use, if there is one."""
    translated = path.with_suffix(f".{message('language')}{path.suffix}")
    return translated if translated.is_file() else None


def read_translation(path: Path, kind: type[T]) -> T | None:
    """What the translation of a TOML file holds. Raises `CourseError` that names file and line."""
    translated = translation_of(path)
    return read_toml(translated, kind) if translated else None


def read_check_texts(exercise: Exercise) -> dict[str, CheckTexts]:
    """The texts of checks in the language in use, by the name of the check's function."""
    texts = read_translation(exercise.private / "checks.toml", dict[str, CheckTexts])
    return texts or {}


def read_statement(exercise: Exercise) -> str | None:
    """The exercise's statement in the language in use, else as it was written; None without one."""
    statement = exercise.folder / "README.md"
    statement = translation_of(statement) or statement
    return statement.read_text(encoding="utf-8") if statement.is_file() else None
