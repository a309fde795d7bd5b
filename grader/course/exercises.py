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

EXERCISES = "exercises"  # the name of a course's public half


class ExerciseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may stand in exercise.toml."""

    title: str  # the heading of the report and the line in the course's map
    file: str  # the name of the stub and of the reference, which learners edit
    order: int  # the place in the course's map, counted up
    summary: str = ""  # one sentence on what is learned
    prerequisites: tuple[str, ...] = ()  # names of exercises that this one builds on
    libraries: tuple[str, ...] = ("numpy",)  # loaded beforehand: numpy, torch, torch.optim
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
    """The exercises that a path or a name on the command line means.

    A path may be an exercise folder, anything in one, or a folder of exercises. What is no path may be
    an exercise's number or the beginning of its name, with its number or without: 3, 03_conv, conv.
    Raises `UsageError` with the nearest name for anything else.
    """
    if not path.exists():
        return [load_exercise(_named(path), solutions)]
    for place in (path, *path.resolve().parents):
        if (place / "exercise.toml").is_file():
            return [load_exercise(place, solutions)]
    if path.is_file():
        raise UsageError(message("exercise.outside", path=path))
    if folders := exercise_folders(path):
        return sorted(
            (load_exercise(folder, solutions) for folder in folders),
            key=lambda exercise: exercise.order,
        )
    if not any(path.iterdir()):
        raise UsageError(message("exercise.empty_folder", path=path))
    raise UsageError(message("exercise.none_inside", path=path))


def course_folder(start: Path) -> Path:
    """The folder `exercises` of the course that lies at `start` or around it; the one at `start` if there is none."""
    for place in (start, *start.absolute().parents):
        if (place / EXERCISES).is_dir() and exercise_folders(place / EXERCISES):
            return place / EXERCISES
        if place.name == EXERCISES and exercise_folders(place):
            return place
    return start / EXERCISES


def _named(path: Path) -> Path:
    """The one exercise's folder that a word means. Raises `UsageError`."""
    beside = path.parent.is_dir() and exercise_folders(path.parent)
    root = path.parent if beside else course_folder(Path())
    names = [folder.name for folder in exercise_folders(root)] if root.is_dir() else []
    word = path.name
    meant = [name for name in names if word == name or _is_number(word, name)]
    meant = meant or [name for name in names if name.startswith(word)]
    meant = meant or [name for name in names if name.partition("_")[2].startswith(word)]
    if len(meant) == 1 and word and (beside or len(path.parts) == 1):
        return root / meant[0]
    if len(meant) > 1:
        raise UsageError(message("exercise.ambiguous", path=path, names=", ".join(meant)))
    plain = {name.partition("_")[2]: name for name in names}
    near = difflib.get_close_matches(word, [*names, *plain], 1, cutoff=0.4)
    if near:
        nearest = root / plain.get(near[0], near[0])
        raise UsageError(message("exercise.missing.near", path=path, near=nearest))
    if names:
        raise UsageError(message("exercise.missing.known", path=path, names=", ".join(names)))
    raise UsageError(message("exercise.missing", path=path))


def _is_number(word: str, name: str) -> bool:
    """Whether a word is the number that a folder's name begins with: 3 or 03 for 03_conv."""
    number = name.partition("_")[0]
    return word.isdecimal() and number.isdecimal() and int(word) == int(number)


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
