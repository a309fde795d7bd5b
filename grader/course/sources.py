"""The course's own code: loaded as modules, laid over one another, asked for its signatures.

Runs in the judge. A learner's code never comes here.
"""

from __future__ import annotations

import ast
import functools
import inspect
import types
from pathlib import Path

from grader.errors import CourseError

HELPER = "grader.watching"  # what a harness may import of ours


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
                    f"harness.py, line {node.lineno}: of ours it may import only {HELPER}"
                )
    folder = Path(__file__).resolve().parents[1] / HELPER.rpartition(".")[2]
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


def signatures_of(module: types.ModuleType) -> dict[str, inspect.Signature]:
    """Signatures of a reference's public functions, classes and methods ("Class.method")."""
    signatures: dict[str, inspect.Signature] = {}
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(value) or inspect.isclass(value):
            signatures[name] = inspect.signature(value)
        if inspect.isclass(value):
            for method, function in vars(value).items():
                if inspect.isfunction(function) and (method == "__call__" or method[0] != "_"):
                    signatures[f"{name}.{method}"] = inspect.signature(function)
    return signatures
