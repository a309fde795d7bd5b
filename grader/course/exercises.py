"""Folders and exercise.toml to `Exercise`. The only reader of a course's layout."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import msgspec

from grader.course.toml_files import line_of, read_toml
from grader.errors import CourseError, UsageError
from grader.model import Exercise, Limits


class ExerciseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may stand in exercise.toml."""

    title: str
    file: str
    order: int
    summary: str = ""
    prerequisites: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ("numpy",)
    limits: Limits = Limits()


def load_exercise(folder: Path, solutions: Path | None = None) -> Exercise:
    """Read one exercise folder. Raises `UsageError` or `CourseError`.

    `solutions` is the course's private half; default GRADE_SOLUTIONS or the
    sibling of the folder that holds the exercises.
    """
    folder = folder.resolve()
    settings = folder / "exercise.toml"
    if not settings.is_file():
        raise UsageError(f"{folder} is no exercise: it has no exercise.toml")
    found = read_toml(settings, ExerciseFile)
    if Path(found.file).name != found.file or not found.file.endswith(".py"):
        raise CourseError(
            f"{settings}{line_of(settings.read_text(), '`file`')}: file must be a plain name like 'conv.py'"
        )
    return Exercise(
        id=folder.name,
        title=found.title,
        summary=found.summary,
        order=found.order,
        file=found.file,
        prerequisites=found.prerequisites,
        libraries=found.libraries,
        limits=found.limits,
        folder=folder,
        private=solutions_root(folder.parent, solutions) / folder.name,
    )


def solutions_root(exercises: Path, solutions: Path | None = None) -> Path:
    """Where the private half of the course is."""
    if solutions is not None:
        return solutions.resolve()
    if given := os.environ.get("GRADE_SOLUTIONS"):
        return Path(given).resolve()
    return exercises.parent / "solutions"


def exercise_folders(root: Path) -> list[Path]:
    """Every exercise folder directly below `root`, by name."""
    return sorted(path.parent for path in root.glob("*/exercise.toml"))


def find_exercises(path: Path, solutions: Path | None = None) -> list[Exercise]:
    """The exercises that a path on the command line means.

    A path may be an exercise folder, a file in one, or a folder of exercises.
    Raises `UsageError` with the nearest name for anything else.
    """
    if path.is_dir():
        if (path / "exercise.toml").is_file():
            return [load_exercise(path, solutions)]
        if folders := exercise_folders(path):
            return sorted(
                (load_exercise(one, solutions) for one in folders), key=lambda one: one.order
            )
        if not any(path.iterdir()):
            raise UsageError(
                f"{path} is an empty folder: expected an exercise such as exercises/03_conv"
            )
        raise UsageError(f"{path} holds no exercise.toml and no exercises")
    if path.is_file():
        for parent in path.resolve().parents:
            if (parent / "exercise.toml").is_file():
                return [load_exercise(parent, solutions)]
        raise UsageError(
            f"{path} does not lie in an exercise's folder; use --submission for files elsewhere"
        )
    raise UsageError(f"{path} does not exist{_nearest(path)}")


def _nearest(path: Path) -> str:
    root = (
        path.parent if path.parent.is_dir() and exercise_folders(path.parent) else Path("exercises")
    )
    names = {folder.name: folder for folder in exercise_folders(root)} if root.is_dir() else {}
    plain = {name.partition("_")[2]: name for name in names}
    near = difflib.get_close_matches(path.name, [*names, *plain], 1, cutoff=0.4)
    if not near:
        return f"; exercises here: {', '.join(names)}" if names else ""
    return f"; did you mean {root / plain.get(near[0], near[0])}?"


def prerequisites_of(exercise: Exercise) -> list[Exercise]:
    """Every exercise that this one builds on, near ones first."""
    found: dict[str, Exercise] = {}
    waiting = list(exercise.prerequisites)
    while waiting:
        name = waiting.pop(0)
        folder = exercise.folder.parent / name
        if name in found or not (folder / "exercise.toml").is_file():
            continue
        found[name] = load_exercise(folder, exercise.private.parent)
        waiting += found[name].prerequisites
    return list(found.values())
