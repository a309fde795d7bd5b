"""The course's own code: loaded as modules, laid over one another, asked for its signatures.

Runs in the judge. A learner's code never comes here.
"""

from __future__ import annotations

import inspect
import types

from grader.errors import CourseError


def overlay(base: str, variant: str) -> str:
    """The source of a variant (a wrong or alternative file) laid over the reference's."""
    return f"{base}\n\n{variant}"


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
