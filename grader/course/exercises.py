"""Folders and exercise.toml to `Exercise`. The only reader of a course's layout."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import msgspec

from grader.course.toml_files import line_of, read_toml
from grader.course.translations import read_translation
from grader.errors import CourseError, UsageError
from grader.messages import message
from grader.model import Exercise, Limits


class ExerciseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may stand in exercise.toml."""

    title: str  # the heading of the report and the line in the course's map
    file: str  # the name of the stub and of the reference, which learners edit
    order: int  # the place in the course's map, counted up
    summary: str = ""  # one sentence on what is learned
    prerequisites: tuple[str, ...] = ()  # names of exercises that this one builds on
    libraries: tuple[str, ...] = ("numpy",)  # loaded before the learner's code: numpy, torch
    limits: Limits = Limits()  # the table `[limits]`, see [Limits](#limits)


class ExerciseTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in exercise.toml's translation."""

    title: str | None = None
    summary: str | None = None


def load_exercise(folder: Path, solutions: Path | None = None) -> Exercise:
    """Read one exercise folder. Raises `UsageError` or `CourseError`.

    `solutions` is the course's private half; default GRADE_SOLUTIONS or the
    sibling of the folder that holds the exercises.
    """
    folder = folder.resolve()
    settings = folder / "exercise.toml"
    if not settings.is_file():
        raise UsageError(message("exercise.none", folder=folder))
    written = read_toml(settings, ExerciseFile)
    if Path(written.file).name != written.file or not written.file.endswith(".py"):
        raise CourseError(
            f"{settings}{line_of(settings.read_text(), '`file`')}: file must be a plain name like 'conv.py'"
        )
    texts = read_translation(settings, ExerciseTexts) or ExerciseTexts()
    return Exercise(
        id=folder.name,
        title=texts.title or written.title,
        summary=texts.summary or written.summary,
        order=written.order,
        file=written.file,
        prerequisites=written.prerequisites,
        libraries=written.libraries,
        limits=written.limits,
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


def is_at_home(exercise: Exercise, solutions: Path | None = None) -> bool:
    """Whether nobody has named a private half of the course, and none lies where it is looked for."""
    named = solutions is not None or bool(os.environ.get("GRADE_SOLUTIONS"))
    return not named and not exercise.private.is_dir()


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
                (load_exercise(folder, solutions) for folder in folders),
                key=lambda exercise: exercise.order,
            )
        if not any(path.iterdir()):
            raise UsageError(message("exercise.empty_folder", path=path))
        raise UsageError(message("exercise.none_inside", path=path))
    if path.is_file():
        for parent in path.resolve().parents:
            if (parent / "exercise.toml").is_file():
                return [load_exercise(parent, solutions)]
        raise UsageError(message("exercise.outside", path=path))
    raise UsageError(_missing(path))


def _missing(path: Path) -> str:
    """The sentence about a path that does not exist, with the nearest exercise or all of them."""
    root = (
        path.parent if path.parent.is_dir() and exercise_folders(path.parent) else Path("exercises")
    )
    names = {folder.name: folder for folder in exercise_folders(root)} if root.is_dir() else {}
    plain = {name.partition("_")[2]: name for name in names}
    near = difflib.get_close_matches(path.name, [*names, *plain], 1, cutoff=0.4)
    if near:
        nearest = root / plain.get(near[0], near[0])
        return message("exercise.missing.near", path=path, near=nearest)
    if names:
        return message("exercise.missing.known", path=path, names=", ".join(names))
    return message("exercise.missing", path=path)


def prerequisites_of(exercise: Exercise) -> list[Exercise]:
    """Every exercise that this one builds on, near ones first."""
    exercises: dict[str, Exercise] = {}
    waiting = list(exercise.prerequisites)
    while waiting:
        name = waiting.pop(0)
        folder = exercise.folder.parent / name
        if name in exercises or not (folder / "exercise.toml").is_file():
            continue
        exercises[name] = load_exercise(folder, exercise.private.parent)
        waiting += exercises[name].prerequisites
    return list(exercises.values())
