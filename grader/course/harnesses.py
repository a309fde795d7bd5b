"""The harness of an exercise: what runs beside the learner's code, in one file or in several.

`harness.py` holds the functions that checks ask for; further files `harness_*.py` beside it are modules that
it may import. All of it travels to the worker as source, with those of `grader.watching` that it imports. Runs
in the judge.
"""

from __future__ import annotations

import ast
import functools
import importlib.abc
import importlib.util
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any, NamedTuple

from grader.course.sources import load_module
from grader.errors import CourseError
from grader.model import Exercise

HELPER = "grader.watching"  # what a harness may import of ours


class Harness(NamedTuple):
    """The source of `harness.py`, empty where there is none, and of its parts by module name."""

    source: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """All of it, parts first, as one text to look through."""
        return "\n\n".join([*(source for _, source in self.parts), self.source])


def read_harness(exercise: Exercise) -> Harness:
    """The harness of an exercise; an empty one where it has none."""
    if not exercise.harness.is_file():
        return Harness()
    parts = sorted(exercise.private.glob("harness_*.py"))
    return Harness(
        exercise.harness.read_text(encoding="utf-8"),
        tuple((path.stem, path.read_text(encoding="utf-8")) for path in parts),
    )


def load_harness(exercise: Exercise) -> types.ModuleType | None:
    """The harness as a module of this process, for the reference; None where there is none."""
    harness = read_harness(exercise)
    if not harness.source:
        return None
    with _importable(harness):
        return load_module(harness.source, "harness", str(exercise.harness))


@contextmanager
def _importable(harness: Harness) -> Iterator[None]:
    """Have the parts be importable in the block, and forgotten after it: another exercise has its own."""
    finder = _Parts(dict(harness.parts))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in finder.sources:
            sys.modules.pop(name, None)


class _Parts(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        known = fullname in self.sources
        return importlib.util.spec_from_loader(fullname, self) if known else None

    def exec_module(self, module: types.ModuleType) -> None:
        name = module.__name__
        exec(compile(self.sources[name], f"{name}.py", "exec"), module.__dict__)  # noqa: S102 - the instructor's own code


@functools.lru_cache
def helpers_of(harness: Harness) -> dict[str, str]:
    """The modules that a worker must be able to import for a harness, by name: its parts, and ours.

    Raises `CourseError` where it imports another of ours than `grader.watching`, which no worker can read.
    """
    files = [("harness", harness.source), *harness.parts]
    wanted = {_imports_helper(source, f"{name}.py") for name, source in files}
    folder = Path(__file__).resolve().parents[1] / HELPER.rpartition(".")[2]
    ours = {
        HELPER if file.stem == "__init__" else f"{HELPER}.{file.stem}": file.read_text("utf-8")
        for file in (sorted(folder.glob("*.py")) if True in wanted else ())
    }
    return ours | dict(harness.parts)


def _imports_helper(source: str, file: str) -> bool:
    wanted = False
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "grader":
            names = [f"grader.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            if f"{name}.".startswith(f"{HELPER}."):
                wanted = True
            elif f"{name}.".startswith("grader."):
                raise CourseError(
                    f"{file}, line {node.lineno}: of ours it may import only {HELPER}"
                )
    return wanted
