"""Folders and exercise.toml to `Exercise`. The only reader of a course's layout."""

from __future__ import annotations

import ast
import difflib
import functools
import os
import re
import tomllib
import types
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from grader.errors import CourseError, UsageError
from grader.model import Exercise, Limits

HELPER = "grader.watching"  # what a harness may import of ours
T = TypeVar("T")


class ExerciseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may stand in exercise.toml."""

    title: str
    file: str
    order: int
    summary: str = ""
    prerequisites: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ("numpy",)
    limits: Limits = Limits()


def read_toml(path: Path, kind: type[T]) -> T:
    """Read a TOML file into a typed struct. Raises `CourseError` that names file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise CourseError(f"{path}: is not UTF-8 text: {error.reason}") from None
    try:
        return msgspec.convert(tomllib.loads(text), kind)
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: is not valid TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise CourseError(
            f"{path}{_line_of(text, str(error))}: {_explain(str(error), kind)}"
        ) from None


def _line_of(text: str, problem: str) -> str:
    """ ":line" of the key that a validation error names, if it can be found."""
    names = re.findall(r"`\$?\.?([^`]*)`", problem)
    keys = [part for name in reversed(names) for part in reversed(name.split(".")) if part]
    if "unknown field" in problem:
        keys = names[:1]
    for key in keys:
        for number, line in enumerate(text.splitlines(), 1):
            if re.match(rf"\s*\[?{re.escape(key)}\s*[=\]]", line):
                return f":{number}"
    return ""


def _explain(problem: str, kind: Any) -> str:
    unknown = re.match(r"Object contains unknown field `([^`]*)`(.*)", problem)
    if not unknown:
        return problem
    known = [*_fields(kind), *(Limits.__struct_fields__ if ".limits" in problem else ())]
    near = difflib.get_close_matches(unknown[1], known, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; known keys: {', '.join(known)}"
    return f"unknown key {unknown[1]!r}{unknown[2]}{hint}"


def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(getattr(kind, "__struct_fields__", ()))


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
            f"{settings}{_line_of(settings.read_text(), '`file`')}: file must be a plain name like 'conv.py'"
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


def overlay(base: str, variant: str) -> str:
    """The source of a variant (a wrong or alternative file) laid over the reference's."""
    return f"{base}\n\n{variant}"


@functools.lru_cache
def helpers_of(harness: str) -> dict[str, str]:
    """The modules of ours that a harness imports, as source for the worker: those of `grader.watching`, or none.

    Raises `CourseError` for others, which no worker can read.
    """
    wanted = False
    for node in ast.walk(ast.parse(harness)):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "grader":
            names = [f"grader.{one.name}" for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            if f"{name}.".startswith(f"{HELPER}."):
                wanted = True
            elif f"{name}.".startswith("grader."):
                problem = f"of ours it may import only {HELPER}"
                raise CourseError(f"harness.py, line {node.lineno}: {problem}")
    folder = Path(__file__).with_name(HELPER.rpartition(".")[2])
    return {
        HELPER if file.stem == "__init__" else f"{HELPER}.{file.stem}": file.read_text("utf-8")
        for file in (sorted(folder.glob("*.py")) if wanted else ())
    }


def load_module(source: str, name: str, filename: str) -> types.ModuleType:
    """Execute trusted course code (a reference, a wrong file, a harness) as a module."""
    module = types.ModuleType(name)
    module.__file__ = filename
    try:
        exec(compile(source, filename, "exec"), module.__dict__)  # noqa: S102 - the instructor's own code
    except Exception as error:
        raise CourseError(f"{filename} does not import: {type(error).__name__}: {error}") from error
    return module


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
