"""A TOML file of the course -> a typed struct, with errors that name file and line.

Runs in the judge.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar, get_args

import msgspec

from grader.errors import CourseError
from grader.model import Limits

T = TypeVar("T")


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
            f"{path}{line_of(text, str(error))}: {_explain(str(error), kind)}"
        ) from None


def line_of(text: str, problem: str) -> str:
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
    kind = get_args(kind)[-1] if get_args(kind) else kind  # of a dict: what stands under each name
    known = [*_fields(kind), *(Limits.__struct_fields__ if ".limits" in problem else ())]
    near = difflib.get_close_matches(unknown[1], known, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; known keys: {', '.join(known)}"
    return f"unknown key {unknown[1]!r}{unknown[2]}{hint}"


def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(getattr(kind, "__struct_fields__", ()))
