"""What belongs to a whole course: exercises/course.toml, and its private twin solutions/course.toml.

Other parts of a course may keep tables of their own in the private file; they are left alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec

from grader.course.exercises import course_folder, exercise_folders
from grader.course.toml_files import read_toml
from grader.errors import CourseError

LANGUAGE = "GRADE_LANGUAGE"
SECRET = "GRADE_SECRET"  # noqa: S105 - the name of a variable
PRIVATE_FILE = "course.toml"


class CourseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in exercises/course.toml."""

    language: str = "en"


class GradingPolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table [grading] of solutions/course.toml.

    `passed` says whether code alone makes an exercise "passed", or code and quiz.
    """

    examples: Literal["fixed", "secret"] = "fixed"  # what the examples of checks are drawn from
    passed: Literal["code", "both"] = "code"


class _PrivateFile(msgspec.Struct, frozen=True, kw_only=True):
    """What every room may want of solutions/course.toml."""

    secret: str = ""
    grading: GradingPolicy = GradingPolicy()


def course_secret(solutions: Path) -> str:
    """The course's secret, from GRADE_SECRET or solutions/course.toml. Raises `CourseError` when there is none."""
    path = solutions / PRIVATE_FILE
    secret = os.environ.get(SECRET) or _read_private(path).secret
    if not secret:
        raise CourseError(
            f"{path} has no secret, from which quizzes and, if it says so, examples are drawn. Add a "
            f'line  secret = "..."  with a long random text, or set {SECRET}'
        )
    return secret


def examples_secret(solutions: Path) -> str:
    """What the examples of official checks are drawn from; empty where they are the same in every course."""
    return course_secret(solutions) if read_grading(solutions).examples == "secret" else ""


def read_grading(solutions: Path) -> GradingPolicy:
    """How a course grades. Raises `CourseError` for settings that are none."""
    return _read_private(solutions / PRIVATE_FILE).grading


def _read_private(path: Path) -> _PrivateFile:
    return read_toml(path, _PrivateFile) if path.is_file() else _PrivateFile()


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
    return exercise.parent if exercise else course_folder(Path())
