"""exercises/course.toml: what a whole course says of itself. Its private twin is solutions/course.toml."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from grader.course.exercises import exercise_folders
from grader.course.toml_files import read_toml

LANGUAGE = "GRADE_LANGUAGE"


class CourseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in exercises/course.toml."""

    language: str = "en"


def language_setting(path: Path) -> tuple[str, str]:
    """The code of the language to speak about a path, and where it is set.

    The user's own setting comes first, then that of the course which the path belongs to, then
    English. Raises `CourseError` for a broken course.toml.
    """
    if own := os.environ.get(LANGUAGE):
        return own, LANGUAGE
    settings = _course_folder(path) / "course.toml"
    if not settings.is_file():
        return CourseFile().language, str(settings)
    return read_toml(settings, CourseFile).language, str(settings)


def _course_folder(path: Path) -> Path:
    """The folder of exercises that a path names or lies in; for any other path the usual one."""
    if path.is_dir() and exercise_folders(path):
        return path
    inside = (path.resolve(), *path.resolve().parents)
    exercise = next((place for place in inside if (place / "exercise.toml").is_file()), None)
    return exercise.parent if exercise else Path("exercises")
